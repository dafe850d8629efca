import { type Call, type Route, readCall } from '../wire/call'
import { filled, oneOf, required } from '../wire/parameters'
import { idOf } from '../ids'
import { amazonEmail } from './buyer'

/** What became of a wallet's window, and who sat before it. Stripe documents no such request; this one is the sandbox's. */
export type ExpressCheckout = {
  object: 'elements.express_checkout'
  outcome: 'approved' | 'canceled'
  buyer: { name: string; email: string; phone: string; address: typeof US_ADDRESS }
}

/** Called by Stripe.js when Amazon Pay's button was pressed and the shop agreed. Stands for Amazon's own window. */
export const expressCheckoutRoutes: Route[] = [
  {
    method: 'POST',
    path: '/v1/elements/express_checkout',
    handle: openWallet,
    publishable: (answer) => answer,
  },
]

const params = { client_secret: filled(), type: required(oneOf(['amazon_pay'])) }

function openWallet(call: Call): ExpressCheckout {
  const { client_secret: secret } = readCall(call, params)
  const { world } = call
  const { nextExpress, country } = world.settings
  if (nextExpress !== 'approve') world.change({ settings: { ...world.settings, nextExpress: 'approve' } })
  const intent = secret === undefined ? undefined : intentOf(call, secret)
  return {
    object: 'elements.express_checkout',
    outcome: nextExpress === 'approve' ? 'approved' : 'canceled',
    buyer: {
      name: 'Test Buyer',
      email: amazonEmail(world, idOf(intent?.customer ?? null)) ?? 'buyer@example.com',
      phone: '+15555550100',
      address: country === 'US' ? US_ADDRESS : { ...US_ADDRESS, country, state: '' },
    },
  }
}

function intentOf({ world }: Call, secret: string) {
  const id = secret.split('_secret_')[0] ?? ''
  const intent = world.store.get('payment_intents', id) ?? world.store.get('setup_intents', id)
  return intent?.client_secret === secret ? intent : undefined
}

const US_ADDRESS = {
  city: 'Seattle',
  country: 'US',
  line1: '1 Test Street',
  line2: null,
  postal_code: '98101',
  state: 'WA',
}
