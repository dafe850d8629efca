import Stripe from 'stripe'
import { test as base } from 'playwright/test'
import { advanceClocks } from './clocks'
import { type SandboxControl, sandboxControl } from '../support/sandbox'
import { type Stack, startStack } from '../support/stack'
import { ConsoleWatch } from './console-watch'
import { type Database, openDatabase } from './database'
import { type Line, openLine } from './line'
import { Site } from './pages/site'
import { type Person, signUp, signUpMerchant } from './people'

type WorkerFixtures = {
  stack: Stack
  database: Database
  /** Controls that Stripe's test mode does not have. A test that asks for them can only run beside the sandbox. */
  sandbox: SandboxControl
  line: Line
  stripe: Stripe
  advanceClock: (seconds: number) => Promise<void>
}

type TestFixtures = {
  site: Site
  /** The same, with a customer signed in whom the test need not name. */
  signedInSite: Site
  /** Signed in, in the test's own browser context. */
  customer: Person
  merchant: Person
  watch: ConsoleWatch
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  line: [
    async ({}, provide) => {
      const sandboxUrl = process.env.TEST_SANDBOX_URL
      if (!sandboxUrl) throw new Error('TEST_SANDBOX_URL is missing: the runner’s global setup sets it.')
      const line = await openLine(sandboxUrl)
      await provide(line)
      line.close()
    },
    { scope: 'worker' },
  ],
  stack: [
    async ({ line }, provide) => {
      const direct = process.env.TEST_SANDBOX_URL
      // The stack is told that Stripe is at the other end of the line.
      process.env.TEST_SANDBOX_URL = line.origin
      const stack = await startStack().finally(() => (process.env.TEST_SANDBOX_URL = direct))
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
  sandbox: [
    async ({ stack }, provide) => provide(sandboxControl(process.env.TEST_SANDBOX_URL ?? '', stack.secretKey)),
    { scope: 'worker' },
  ],
  stripe: [
    async ({ stack }, provide) => {
      const { hostname: host, port } = new URL(process.env.TEST_SANDBOX_URL ?? '')
      await provide(new Stripe(stack.secretKey, { host, port, protocol: 'http', telemetry: false }))
    },
    { scope: 'worker' },
  ],
  advanceClock: [
    async ({ stack, sandbox }, provide) =>
      provide((seconds) => advanceClocks(seconds, { databaseUrl: stack.databaseUrl, sandbox })),
    { scope: 'worker' },
  ],
  baseURL: async ({ stack }, provide) => provide(stack.origin),
  site: async ({ page }, provide) => provide(new Site(page)),
  signedInSite: async ({ context, site, stack }, provide) => {
    await signUp(context, stack.origin)
    await provide(site)
  },
  customer: async ({ context, stack }, provide) => provide(await signUp(context, stack.origin)),
  merchant: async ({ context, stack, database }, provide) =>
    provide(await signUpMerchant(context, stack.origin, database)),
  // Every test: nothing may complain in the browser, and whatever it switched off is on again for the next one.
  watch: [
    async ({ context, line, sandbox }, provide) => {
      const watch = new ConsoleWatch()
      watch.watch(context)
      await provide(watch)
      line.mend()
      await sandbox.dropWebhooks(false)
      base.expect(watch.unexpected(), 'complaints of the browser').toEqual([])
    },
    { auto: true },
  ],
})

export const { expect } = base
