import type Stripe from 'stripe'
import type { Call } from '../wire/call'
import { StripeError, invalid, noSuch } from '../wire/errors'
import type { Read } from '../wire/parameters'
import { methodOfToken } from './payment-methods'
import type { confirmParams } from './payment-intent-params'

type Token = Readonly<Stripe.ConfirmationToken>
type Intent = { id: string; object: 'payment_intent' | 'setup_intent'; setup_future_usage?: string | null }

/** What a request to confirm may hold that a token can stand for. */
type Given = Partial<
  Pick<
    Read<typeof confirmParams>,
    'mandate_data' | 'payment_method' | 'payment_method_data' | 'return_url' | 'setup_future_usage'
  >
> & { confirmation_token?: string }

/**
 * The request with what its ConfirmationToken stands for, which is used up by it; what the request says itself comes
 * first (docs.stripe.com/api/payment_intents/confirm). @throws StripeError 400 when there is none, or it was used.
 */
export function spendToken<G extends Given>(call: Call, given: G, intent: Intent): G {
  const { confirmation_token: id, ...rest } = given
  if (id === undefined) return given
  if (given.payment_method !== undefined || given.payment_method_data) {
    const message = 'You may only specify one of these parameters: payment_method, confirmation_token.'
    throw invalid(message, { code: 'parameters_exclusive' })
  }
  const token = call.world.store.get('confirmation_tokens', id)
  if (!token) throw noSuch('confirmation_token', id, { param: 'confirmation_token' })
  mustBeFresh(call, token)
  mustSaveAlike(token, given.setup_future_usage ?? intent.setup_future_usage ?? null, intent)
  const method = methodOfToken(call.world, token)
  const used = intent.object === 'payment_intent' ? { payment_intent: intent.id } : { setup_intent: intent.id }
  call.world.store.put('confirmation_tokens', id, { ...token, ...used, expires_at: null })
  const returnUrl = given.return_url ?? token.return_url
  const mandate = given.mandate_data ?? mandateOf(token)
  // It names its method now, and is otherwise what it was.
  return {
    ...rest,
    payment_method: method.id,
    ...(returnUrl && { return_url: returnUrl }),
    ...(mandate && { mandate_data: mandate }),
  } as G
}

function mustBeFresh({ world }: Call, token: Token): void {
  if (token.payment_intent ?? token.setup_intent) throw refused(`The ConfirmationToken ${token.id} was already used.`)
  if (token.expires_at !== null && token.expires_at > world.now()) return
  throw refused(`The ConfirmationToken ${token.id} has expired.`)
}

/** The beginning of the sentence is recorded from Stripe. */
function mustSaveAlike(token: Token, usage: string | null, { object }: Intent): void {
  if (object === 'setup_intent' || usage === null || usage === token.setup_future_usage) return
  throw refused(
    `The provided setup_future_usage (${usage}) does not match the setup_future_usage from the provided confirmation_token ` +
      `(${String(token.setup_future_usage)}). Try confirming with a ConfirmationToken that was made with the same setup_future_usage.`,
  )
}

function mandateOf({ mandate_data: mandate }: Token): Given['mandate_data'] {
  const online = mandate?.customer_acceptance.online
  const { ip_address: ip, user_agent: agent } = online ?? {}
  if (!ip || !agent) return undefined
  return { customer_acceptance: { type: 'online', online: { ip_address: ip, user_agent: agent } } }
}

function refused(message: string): StripeError {
  return new StripeError(400, { message, param: 'confirmation_token' })
}
