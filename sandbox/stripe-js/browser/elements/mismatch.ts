import type { PaymentIntent, StripeError } from '@stripe/stripe-js'
import type { ClientSecret } from '../client-secret'
import type { Context } from '../context'
import type { Intent, IntentKind } from '../intent-kinds'
import type { GroupOptions } from './group-options'
import { captureOf, usageOf } from './session'

type Compared<I extends Intent, R> = { kind: IntentKind<I, R>; named: ClientSecret; deferred: GroupOptions }

/**
 * Stripe refuses to confirm an intent that is not what the element was drawn for. It compares on its side; here the
 * intent is read first. The sentence is the one recorded for `setup_future_usage`.
 */
export async function mismatch<I extends Intent, R>(
  { api }: Context,
  { kind, named, deferred }: Compared<I, R>,
): Promise<StripeError | undefined> {
  const noun = kind.kind === 'payment' ? 'Payment Intent' : 'Setup Intent'
  if (deferred.mode !== 'subscription' && deferred.mode !== kind.kind) {
    return refusal('mode', { provided: kind.kind, expected: deferred.mode, noun })
  }
  if (kind.kind === 'setup') return undefined
  const answer = await api.get<PaymentIntent>(`${kind.path}/${named.id}`, { client_secret: named.secret })
  if (answer.error) return answer.error
  for (const [name, provided, expected] of differences(answer.value, deferred)) {
    if (provided !== expected) return refusal(name, { provided, expected, noun })
  }
  return undefined
}

type Values = { provided: unknown; expected: unknown; noun: string }

function differences(intent: PaymentIntent, deferred: GroupOptions): [string, unknown, unknown][] {
  const { amount, currency, setup_future_usage: usage, capture_method: capture } = intent
  // Automatic and asynchronous capture look the same to a customer; holding the money does not.
  const held = (method: string | undefined) => (method === 'manual' ? 'manual' : 'automatic')
  return [
    ['amount', amount, deferred.amount],
    ['currency', currency, deferred.currency],
    ['setup_future_usage', usage, usageOf(deferred)],
    ['capture_method', held(capture), held(captureOf(deferred))],
  ]
}

function refusal(name: string, { provided, expected, noun }: Values): StripeError {
  return {
    type: 'invalid_request_error',
    param: name,
    message:
      `The provided ${name} (${String(provided)}) does not match the expected ${name} (${String(expected)}). ` +
      `Try confirming with a ${noun} that is configured to use the same parameters as the Stripe Elements.`,
  }
}
