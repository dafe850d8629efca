import Stripe from 'stripe'
import { test as base } from 'playwright/test'
import type { StripeAccess } from '../../scripts/launcher/app-environment.mjs'
import { e2eTarget } from '../../scripts/testing/target.mjs'
import { advanceClocks } from './clocks'
import { type SandboxControl, sandboxControl } from '../support/sandbox'
import { type Stack, startStack } from '../support/stack'
import { ConsoleWatch } from './console-watch'
import { type Database, openDatabase } from './database'
import { type Line, openLine } from './line'
import { Site } from './pages/site'
import { type Person, signUp, signUpMerchant } from './people'
import { newRider, type Rider } from './rider'

type WorkerFixtures = {
  /** How customers are made at Stripe: `test.use({ customerModel: 'account' })` gives a file a stack of its own. */
  customerModel: 'customer' | 'account' | undefined
  /** Stripe's test mode, when the suite was told to run there; null beside the sandbox. */
  target: StripeAccess | null
  stack: Stack
  database: Database
  /** Stripe's own API, with the app's key: what both targets know. */
  stripe: Stripe
  /** The line and the controls; null without a sandbox. Tests ask for the fixtures made of them. */
  wire: Line | null
  controls: SandboxControl | null
}

type TestFixtures = {
  /** Controls that Stripe's test mode does not have. A test that asks for one of these three is skipped there. */
  sandbox: SandboxControl
  line: Line
  advanceClock: (seconds: number) => Promise<void>
  site: Site
  /** The same, with a customer signed in whom the test need not name. */
  signedInSite: Site
  /** Signed in, in the test's own browser context. */
  customer: Person
  merchant: Person
  /** A customer who has saved Amazon Pay and allowed charges while away, in a browser of their own. */
  rider: Rider
  /** A merchant's own browser, signed in. */
  office: Site
  watch: ConsoleWatch
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  customerModel: [undefined, { option: true, scope: 'worker' }],
  target: [async ({}, provide) => provide(e2eTarget() ?? null), { scope: 'worker' }],
  wire: [
    async ({ target }, provide) => {
      if (target) return provide(null)
      const sandboxUrl = process.env.TEST_SANDBOX_URL
      if (!sandboxUrl) throw new Error('TEST_SANDBOX_URL is missing: the runner’s global setup sets it.')
      const line = await openLine(sandboxUrl)
      await provide(line)
      line.close()
    },
    { scope: 'worker' },
  ],
  stack: [
    async ({ target, wire, customerModel }, provide) => {
      const direct = process.env.TEST_SANDBOX_URL
      if (customerModel) process.env.STRIPE_CUSTOMER_MODEL = customerModel
      // The stack is told that Stripe is at the other end of the line.
      if (wire) process.env.TEST_SANDBOX_URL = wire.origin
      const stack = await startStack(target ?? undefined).finally(() => (process.env.TEST_SANDBOX_URL = direct))
      await provide(stack)
      await stack.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  database: [
    async ({ stack }, provide) => {
      const database = openDatabase(stack.databaseUrl)
      await provide(database)
      await database.close()
    },
    { scope: 'worker' },
  ],
  stripe: [
    async ({ stack, target }, provide) => {
      const api = new URL(target?.apiBase ?? process.env.TEST_SANDBOX_URL ?? '')
      const protocol = api.protocol === 'https:' ? 'https' : 'http'
      const port = api.port || (protocol === 'https' ? 443 : 80)
      await provide(new Stripe(stack.secretKey, { host: api.hostname, port, protocol, telemetry: false }))
    },
    { scope: 'worker' },
  ],
  controls: [
    async ({ stack, target }, provide) =>
      provide(target ? null : sandboxControl(process.env.TEST_SANDBOX_URL ?? '', stack.secretKey)),
    { scope: 'worker' },
  ],
  sandbox: async ({ controls }, provide) => provide(besideSandbox(controls, 'what only the sandbox’s controls can do')),
  line: async ({ wire }, provide) => provide(besideSandbox(wire, 'a line to Stripe that can be cut')),
  advanceClock: async ({ stack, controls }, provide) => {
    const sandbox = besideSandbox(controls, 'a clock that can be moved')
    await provide((seconds) => advanceClocks(seconds, { databaseUrl: stack.databaseUrl, sandbox }))
  },
  baseURL: async ({ stack }, provide) => provide(stack.origin),
  site: async ({ page }, provide) => provide(new Site(page)),
  signedInSite: async ({ context, site, stack }, provide) => {
    await signUp(context, stack.origin)
    await provide(site)
  },
  customer: async ({ context, stack }, provide) => provide(await signUp(context, stack.origin)),
  merchant: async ({ context, stack, database }, provide) =>
    provide(await signUpMerchant(context, stack.origin, database)),
  office: async ({ browser, stack, database, watch }, provide) => {
    const context = await browser.newContext()
    watch.watch(context)
    await signUpMerchant(context, stack.origin, database)
    await provide(new Site(await context.newPage()))
    await context.close()
  },
  rider: async ({ browser, stack, database, watch }, provide) => {
    const rider = await newRider(browser, { origin: stack.origin, database })
    watch.watch(rider.context)
    await provide(rider)
    await rider.context.close()
  },
  // Every test: nothing may complain in the browser, and whatever it switched off is on again for the next one.
  watch: [
    async ({ context, stack, wire, controls }, provide) => {
      const watch = new ConsoleWatch()
      watch.watch(context)
      await provide(watch)
      wire?.mend()
      await controls?.dropWebhooks(false)
      await controls?.faults([])
      await stack.resumeWorker()
      base.expect(watch.unexpected(), 'complaints of the browser').toEqual([])
    },
    { auto: true },
  ],
})

export const { expect } = base

/** Skips the running test where there is no sandbox. @param what it would need from one */
function besideSandbox<T>(thing: T | null, what: string): T {
  base.skip(thing === null, `Stripe’s test mode does not have ${what}.`)
  return thing!
}
