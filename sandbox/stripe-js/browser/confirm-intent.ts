import type { ConfirmPaymentData, ConfirmSetupData } from '@stripe/stripe-js'
import { groupOf, type Group } from './elements/group'
import { mismatch } from './elements/mismatch'
import type { ApiAnswer } from './api'
import { type ClientSecret, secretOf } from './client-secret'
import type { Context } from './context'
import { IntegrationError } from './integration-error'
import type { Intent, IntentKind } from './intent-kinds'
import { followNextAction, leaveFor, withIntent } from './next-action'
import { withTelemetry } from './telemetry'

export type ConfirmOptions = {
  elements?: unknown
  clientSecret?: string
  confirmParams?: Partial<ConfirmPaymentData> | Partial<ConfirmSetupData>
  redirect?: 'always' | 'if_required'
}

type Confirmation<I extends Intent, R> = {
  kind: IntentKind<I, R>
  caller: string
  options: ConfirmOptions
  named: ClientSecret
  group?: Group | undefined
}

/**
 * docs.stripe.com/js/payment_intents/confirm_payment and …/setup_intents/confirm_setup. With Elements the method is the
 * one chosen in the Payment Element, without them `confirmParams` names it.
 * @throws IntegrationError for what no customer can help.
 */
export async function confirmIntent<I extends Intent, R>(
  context: Context,
  kind: IntentKind<I, R>,
  options: ConfirmOptions,
): Promise<R> {
  const caller = kind.kind === 'payment' ? 'stripe.confirmPayment' : 'stripe.confirmSetup'
  const group = requireOptions(`${caller}()`, options)
  const named = secretOf(caller, options.clientSecret ?? group?.options.clientSecret, kind)
  const confirmation = { kind, caller: `${caller}()`, options, named, group }
  return context.pending.once(named.secret, async () => {
    const answer = await send(context, confirmation)
    return answer.error ? kind.failed(answer.error) : arrive(answer.value, confirmation)
  })
}

function requireOptions(caller: string, options: ConfirmOptions): Group | undefined {
  const { elements, clientSecret, redirect, confirmParams } = options ?? {}
  const group = elements === undefined ? undefined : groupOf(caller, elements)
  if (!group && clientSecret === undefined) {
    throw new IntegrationError(`${caller}: expected either \`elements\` or \`clientSecret\`, but got neither.`)
  }
  if (group?.options.mode && clientSecret === undefined) {
    throw new IntegrationError(`You must pass in a clientSecret when calling ${caller}.`)
  }
  if (redirect !== undefined && redirect !== 'always' && redirect !== 'if_required') {
    throw new IntegrationError(
      `Invalid value for ${caller}: redirect should be one of the following strings: always, if_required. ` +
        `You specified: ${String(redirect)}.`,
    )
  }
  if (redirect !== 'if_required' && !confirmParams?.return_url) {
    throw new IntegrationError(
      `Invalid value for ${caller}: confirmParams.return_url is required unless redirect is 'if_required'.`,
    )
  }
  return group
}

function send<I extends Intent, R>(context: Context, confirmation: Confirmation<I, R>): Promise<ApiAnswer<I>> {
  const { kind, options, named, group } = confirmation
  const params = { ...options.confirmParams, use_stripe_sdk: true, client_secret: named.secret }
  const path = `${kind.path}/${named.id}/confirm`
  return group ? sendFromFrame(context, confirmation, { path, params }) : context.api.post<I>(path, withMethod(params))
}

/** Only the frame knows what was typed, so the request is the frame's. */
async function sendFromFrame<I extends Intent, R>(
  context: Context,
  { kind, caller, named, group }: Confirmation<I, R>,
  request: { path: string; params: Record<string, unknown> },
): Promise<ApiAnswer<I>> {
  const element = group?.mounted(caller)
  if (!group || !element) throw new IntegrationError(`${caller} needs an Elements group.`)
  if (group.options.mode) {
    group.requireSubmitted(caller)
    const other = await mismatch(context, { kind, named, deferred: group.options })
    if (other) return { error: other }
  } else {
    const submitted = await group.filledIn(element)
    if (submitted.error) return { error: submitted.error }
  }
  const payment_method_data = group.withEmail(request.params['payment_method_data'])
  return element.ask<I>({
    kind: 'confirm',
    caller,
    path: request.path,
    params: { ...request.params, payment_method_data },
  })
}

function withMethod(params: Record<string, unknown>): Record<string, unknown> {
  const { payment_method_data: method } = params
  // A typed ConfirmPaymentData has no index signature, yet is a plain object of parameters.
  return method ? { ...params, payment_method_data: withTelemetry(method as Record<string, unknown>) } : params
}

async function arrive<I extends Intent, R>(intent: I, { kind, options }: Confirmation<I, R>): Promise<R> {
  const done = ['succeeded', 'processing', 'requires_capture'].includes(intent.status)
  const returnUrl = options.confirmParams?.return_url
  if (done && returnUrl && options.redirect !== 'if_required') {
    return leaveFor(withIntent(returnUrl, kind.kind, intent))
  }
  return (await followNextAction(intent)) ?? kind.found(intent)
}
