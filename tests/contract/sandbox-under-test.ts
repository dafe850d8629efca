import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { afterAll, beforeAll } from 'vitest'
import { type RunningSandbox, startSandbox } from '../../sandbox/serve'
import { sandboxControl } from '../support/sandbox'
import { redirectUrl } from '../support/test-page'
import { answersLikeTheSdkTypes } from './watched-answers'

export { choose, redirectUrl, type TestPage, visit } from '../support/test-page'

export type TestWorld = ReturnType<typeof worldAt>

/** Starts a sandbox for the tests of one file; the function it returns opens a world nobody else uses. */
export function sandboxForThisFile(): () => TestWorld {
  const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'))
  const onAnswer = answersLikeTheSdkTypes()
  let sandbox: RunningSandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ dataDir, port: 0, onAnswer })
  })
  afterAll(async () => {
    await sandbox.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return () => worldAt(sandbox.origin, crypto.randomUUID().replaceAll('-', ''))
}

/** Stripe's own SDK and the sandbox's controls over the world behind `suffix`. */
export function worldAt(origin: string, suffix: string) {
  const secretKey = `sk_test_${suffix}`
  const publishableKey = `pk_test_${suffix}`
  const { hostname, port } = new URL(origin)
  const server = { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false } as const
  return {
    origin,
    secretKey,
    publishableKey,
    stripe: new Stripe(secretKey, server),
    browser: new Stripe(publishableKey, server),
    control: sandboxControl(origin, secretKey),
    raw: (path: string, request: RequestInit = {}) => raw(new URL(path, origin), secretKey, request),
  }
}

export type RawAnswer = {
  status: number
  headers: Headers
  body: Record<string, unknown>
  error: Record<string, unknown>
}

async function raw(url: URL, secretKey: string, request: RequestInit): Promise<RawAnswer> {
  const headers = { Authorization: `Bearer ${secretKey}`, ...(request.headers as Record<string, string>) }
  const response = await fetch(url, { ...request, headers })
  const body = (await response.json()) as Record<string, unknown>
  return { status: response.status, headers: response.headers, body, error: body['error'] as Record<string, unknown> }
}

export function form(fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', body: new URLSearchParams(fields), headers }
}

/** The error that the SDK throws for a call the sandbox must refuse. */
export async function refusal(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const outcome = await call.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  )
  if ('error' in outcome && outcome.error instanceof Stripe.errors.StripeError) return outcome.error
  throw new Error(`Expected a refusal, got ${JSON.stringify(outcome)}`)
}

export const CONSENT = {
  customer_acceptance: {
    type: 'online',
    accepted_at: 1_793_000_000,
    online: { ip_address: '203.0.113.7', user_agent: 'Mozilla/5.0 (test)' },
  },
} as const

export const AMAZON_PAY: { type: 'amazon_pay' } = { type: 'amazon_pay' }

export const RETURN_URL = 'https://shop.test/done'

/** What happens, in Stripe's order, when a new customer's setup is authorized. */
export const AUTHORIZED_EVENTS = [
  'customer.created',
  'setup_intent.created',
  'setup_intent.requires_action',
  'payment_method.attached',
  'mandate.updated',
  'setup_intent.succeeded',
]

export function createSetup({ stripe }: TestWorld, params: Stripe.SetupIntentCreateParams = {}) {
  return stripe.setupIntents.create({ allowed_payment_method_types: ['amazon_pay'], ...params })
}

/** A customer and a SetupIntent that waits for them on the test page. */
export async function confirmedSetup(world: TestWorld, more: Stripe.SetupIntentConfirmParams = {}) {
  const { stripe } = world
  const customer = await stripe.customers.create({ email: 'sam@example.com' })
  const created = await createSetup(world, { customer: customer.id })
  const setupIntent = await stripe.setupIntents.confirm(created.id, {
    payment_method_data: AMAZON_PAY,
    mandate_data: CONSENT,
    return_url: `${RETURN_URL}?order=7`,
    ...more,
  })
  return { customer, setupIntent, page: redirectUrl(setupIntent) }
}
