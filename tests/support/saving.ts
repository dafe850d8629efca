import './quiet'
import Stripe from 'stripe'
import { customerIdOf } from '@/lib/server/auth/store'
import type { SignedInCustomer } from '@/lib/server/auth/session'
import { db } from '@/lib/server/db'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { openSetup } from '@/lib/server/payment-methods/open-setup'
import { startSetup, type StartSetup } from '@/lib/server/payment-methods/start-setup'
import { choose, redirectUrl } from './test-page'
import { backend } from './backend'
import { sandboxControl } from './sandbox'

/** The controls of this file's world, and Stripe as the merchant and as a browser reach it. */
export const control = sandboxControl(backend.sandboxUrl, backend.secretKey)
export const stripe = connect(backend.secretKey)
export const browser = connect(backend.publishableKey)

/** A customer who has signed up. */
export async function newCustomer(name = 'Sam Rider'): Promise<SignedInCustomer> {
  const email = `${crypto.randomUUID()}@example.com`
  const { id: userId } = await db().user.create({ data: { name, email, updatedAt: new Date() } })
  return { id: await customerIdOf(userId), userId, name, email }
}

/** A request to save by a customer who has read the current notice, unless `changes` say otherwise. */
export async function agreement(customer: SignedInCustomer, changes: Partial<StartSetup> = {}): Promise<StartSetup> {
  return {
    customer,
    noticeId: (await currentNotice()).id,
    agreed: true,
    usage: 'off_session',
    idempotencyKey: crypto.randomUUID(),
    page: '/wallet/add',
    ip: null,
    userAgent: 'Mozilla/5.0 (test)',
    requestId: crypto.randomUUID(),
    ...changes,
  }
}

/** Files a try. */
export async function start(customer: SignedInCustomer, changes: Partial<StartSetup> = {}) {
  return startSetup(await agreement(customer, changes))
}

/** Files a try and opens it at Stripe. */
export async function open(customer: SignedInCustomer, changes: Partial<StartSetup> = {}) {
  const setup = await start(customer, changes)
  const { clientSecret, snapshot } = await openSetup(setup)
  if (clientSecret === null) throw new Error(`Setup ${setup.id} has no client secret.`)
  return { setupId: setup.id, clientSecret, stripeSetupIntentId: snapshot.stripeSetupIntentId }
}

/** Confirms as Stripe.js does in the customer's browser, and answers Amazon's page. */
export async function goToAmazon(clientSecret: string): Promise<string> {
  const stripeSetupIntentId = clientSecret.split('_secret_')[0] ?? ''
  const params = {
    client_secret: clientSecret,
    payment_method_data: { type: 'amazon_pay' },
    mandate_data: { customer_acceptance: { type: 'online', online: { infer_from_client: true } } },
    return_url: `${backend.origin}/api/return/any`,
  }
  // The SDK's type knows only what a server may send.
  const asServer = params as unknown as Stripe.SetupIntentConfirmParams
  const intent = await browser.setupIntents.confirm(stripeSetupIntentId, asServer)
  return redirectUrl(intent)
}

export async function approve(page: string): Promise<void> {
  await choose(page, 'Authorize Test Setup')
}

export async function decline(page: string): Promise<void> {
  await choose(page, 'Fail Test Setup')
}

/** A try that the customer has approved at Amazon, which nobody has told us yet. */
export async function approved(customer: SignedInCustomer, changes: Partial<StartSetup> = {}) {
  const opened = await open(customer, changes)
  await approve(await goToAmazon(opened.clientSecret))
  return opened
}

/** A row with all that hangs on it. */
export async function rowOf(setupId: string) {
  return db().setup.findUniqueOrThrow({ where: { id: setupId }, include: { customer: true, mandate: true } })
}

function connect(key: string): Stripe {
  const { hostname, port } = new URL(backend.sandboxUrl)
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false })
}
