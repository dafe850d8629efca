import type { ApiAnswer } from './api'
import { passChallenge, CHALLENGE_RETURN } from './challenge'
import { secretOf } from './client-secret'
import type { Context } from './context'
import { cardElementOf } from './elements/card-element'
import { IntegrationError } from './integration-error'
import type { Intent, IntentKind } from './intent-kinds'
import { withTelemetry } from './telemetry'

/** `payment_method` of docs.stripe.com/js/payment_intents/confirm_card_payment: an id, a card element, or a token. */
export type CardData = {
  payment_method?: string | { card?: unknown; [more: string]: unknown }
  return_url?: string
  [more: string]: unknown
}
type Options = { handleActions?: boolean }

/**
 * stripe.confirmCardPayment and stripe.confirmCardSetup. A bank that wants to ask does so in a dialog over the page, or
 * on a page of its own where there is a `return_url`.
 * @throws IntegrationError for what no customer can help.
 */
export async function confirmCard<I extends Intent, R>(
  context: Context,
  kind: IntentKind<I, R>,
  ...[clientSecret, data = {}, { handleActions = true } = {}]: [string, CardData?, Options?]
): Promise<R> {
  const caller = kind.kind === 'payment' ? 'stripe.confirmCardPayment' : 'stripe.confirmCardSetup'
  const { id, secret } = secretOf(caller, clientSecret, kind)
  return context.pending.once(secret, async () => {
    const { payment_method: method, ...rest } = data ?? {}
    const returnUrl = rest.return_url ?? `${context.base}${CHALLENGE_RETURN}`
    const params = { ...rest, return_url: returnUrl, client_secret: secret, use_stripe_sdk: true }
    const answer = await send<I>(context, { caller: `${caller}()`, path: `${kind.path}/${id}/confirm`, params, method })
    if (answer.error) return kind.failed(answer.error)
    return handleActions ? passChallenge(context, kind, answer.value) : kind.found(answer.value)
  })
}

type Request = {
  caller: string
  path: string
  params: Record<string, unknown>
  method: CardData['payment_method']
}

function send<I>({ api }: Context, { caller, path, params, method }: Request): Promise<ApiAnswer<I>> {
  if (method === undefined) return api.post<I>(path, params)
  if (typeof method === 'string') return api.post<I>(path, { ...params, payment_method: method })
  if (typeof method !== 'object' || method === null) {
    throw new IntegrationError(`Invalid value for ${caller}: payment_method should be an object or a string.`)
  }
  const { card, ...given } = method
  const element = cardElementOf(card)
  if (element)
    return element.ask<I>({ kind: 'confirm', caller, path, params: { ...params, payment_method_data: given } })
  const token = (card as { token?: unknown } | undefined)?.token
  if (typeof token !== 'string') {
    throw new IntegrationError(
      `Invalid value for ${caller}: payment_method.card should be an object or element. You specified: ${String(card)}.`,
    )
  }
  const payment_method_data = withTelemetry({ ...given, type: 'card', card: { token } })
  return api.post<I>(path, { ...params, payment_method_data })
}
