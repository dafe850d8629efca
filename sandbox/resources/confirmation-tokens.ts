import type Stripe from 'stripe'
import { newId } from '../ids'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { noSuch } from '../wire/errors'
import { hash, oneOf, required, unsupported } from '../wire/parameters'
import { billingDetails } from './addresses'
import { acceptance, mandateDataParam } from './mandate-data'
import { newCard } from './new-card'
import { methodData } from './payment-method-params'
import { withoutFingerprint } from './public-method'
import { returnUrlParam } from './return-url'

/** Until then a token can be used (docs.stripe.com/api/confirmation_tokens/object). */
const TOKEN_SECONDS = 12 * 3600

/** What `stripe.createConfirmationToken` makes, for a server to confirm with. */
export const confirmationTokenRoutes: Route[] = [
  { method: 'POST', path: '/v1/confirmation_tokens', handle: createToken, publishable: withoutFingerprints },
  { method: 'GET', path: '/v1/confirmation_tokens/:id', handle: retrieveToken },
]

const params = {
  mandate_data: mandateDataParam,
  payment_method: unsupported(),
  payment_method_data: required(hash(methodData)),
  payment_method_options: unsupported(),
  return_url: returnUrlParam,
  setup_future_usage: oneOf(['off_session', 'on_session'] as const),
  shipping: unsupported(),
}

function createToken(call: Call): Stripe.ConfirmationToken {
  const given = readCall(call, params)
  const { payment_method_data: data, mandate_data: mandate } = given
  const own = data.type === 'card' ? { card: newCard(call, data.card) } : { amazon_pay: {} }
  const preview: Stripe.ConfirmationToken.PaymentMethodPreview = {
    ...(data.allow_redisplay && { allow_redisplay: data.allow_redisplay }),
    ...own,
    billing_details: billingDetails(data.billing_details),
    customer: null,
    customer_account: null,
    type: data.type,
  }
  const accepted = mandate && acceptance(call, mandate.customer_acceptance)
  const token: Stripe.ConfirmationToken = {
    id: newId('confirmationToken'),
    object: 'confirmation_token',
    created: call.world.now(),
    expires_at: call.world.now() + TOKEN_SECONDS,
    livemode: false,
    ...(accepted?.online && {
      mandate_data: { customer_acceptance: { type: 'online', online: accepted.online } },
    }),
    metadata: null,
    payment_intent: null,
    payment_method_options: null,
    payment_method_preview: preview,
    return_url: given.return_url ?? null,
    setup_future_usage: given.setup_future_usage ?? null,
    setup_intent: null,
    shipping: null,
    use_stripe_sdk: true,
  }
  call.world.store.put('confirmation_tokens', token.id, token)
  return token
}

function retrieveToken(call: Call): Stripe.ConfirmationToken {
  readCall(call, {})
  const token = call.world.store.get('confirmation_tokens', pathId(call))
  if (token) return token
  throw noSuch('confirmation_token', pathId(call), { param: 'confirmation_token', path: true })
}

function withoutFingerprints(token: object): object {
  const { payment_method_preview: preview, ...rest } = token as Stripe.ConfirmationToken
  return { ...rest, payment_method_preview: preview && withoutFingerprint(preview) }
}
