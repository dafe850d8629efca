import type { Session } from '../../channel'
import type { ApiAnswer } from '../api'
import { readSecret } from '../client-secret'
import type { Context } from '../context'
import type { GroupOptions } from './group-options'

/** Asks Stripe what a Payment Element is to offer. Stripe documents neither the request nor the answer. */
export function readSession({ api }: Context, options: GroupOptions): Promise<ApiAnswer<Session>> {
  return api.get<Session>('/v1/elements/sessions', { locale: localeOf(options), ...aboutIntent(options) })
}

/** `auto` is the browser's. */
export function localeOf({ locale }: GroupOptions): string {
  return locale === undefined || locale === 'auto' ? navigator.language : locale
}

function aboutIntent(options: GroupOptions): Record<string, unknown> {
  const { clientSecret } = options
  if (clientSecret === undefined) return { type: 'deferred_intent', deferred_intent: deferredIntent(options) }
  const type = readSecret(clientSecret)?.prefix === 'seti' ? 'setup_intent' : 'payment_intent'
  return { type, client_secret: clientSecret }
}

function deferredIntent(options: GroupOptions): Record<string, unknown> {
  return {
    mode: options.mode,
    amount: options.mode === 'setup' ? undefined : options.amount,
    currency: options.currency,
    setup_future_usage: usageOf(options) ?? undefined,
    capture_method: captureOf(options),
    allowed_payment_method_types: options.allowedPaymentMethodTypes,
    excluded_payment_method_types: options.excludedPaymentMethodTypes,
  }
}

/** Both spellings are Stripe's. */
export function usageOf({ setupFutureUsage, setup_future_usage }: GroupOptions) {
  return setupFutureUsage ?? setup_future_usage ?? null
}

export function captureOf({ captureMethod, capture_method }: GroupOptions) {
  return captureMethod ?? capture_method
}
