import type Stripe from 'stripe'
import { StripeError } from '../wire/errors'
import { type Allowed, mustAllow } from './allowed'

type SetupIntent = Readonly<Stripe.SetupIntent>

/** Everything that can happen to a SetupIntent once it exists. */
export type SetupCommand =
  | { do: 'give_method'; paymentMethod: string }
  | { do: 'redirect'; paymentMethod: string; attempt: string; url: string; returnUrl: string; mandate: string | null }
  | { do: 'attempt'; paymentMethod: string; attempt: string }
  | { do: 'process' }
  | { do: 'succeed'; mandate: string | null }
  | { do: 'fail'; error: Stripe.SetupIntent.LastSetupError }
  | { do: 'cancel'; reason: Stripe.SetupIntent.CancellationReason | null }

export type SetupChange = { setupIntent: Stripe.SetupIntent; event: Stripe.Event.Type | null }

const CHANGEABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action'] as const
const ALLOWED: Allowed<SetupCommand['do'], Stripe.SetupIntent.Status> = {
  give_method: CHANGEABLE,
  redirect: CHANGEABLE,
  attempt: CHANGEABLE,
  process: ['requires_action'],
  succeed: ['requires_action', 'processing'],
  fail: ['requires_action', 'processing'],
  cancel: CHANGEABLE,
}

/** The states of docs.stripe.com/payments/intents; `attempt` needs no other site, and ends at once. Pure. @throws IllegalStep */
export function changeSetup(before: SetupIntent, command: SetupCommand): SetupChange {
  mustAllow(ALLOWED, command, before.status)
  // Any confirmation or update clears the error of the attempt before.
  const setupIntent = { ...before, last_setup_error: null, next_action: null }
  switch (command.do) {
    case 'give_method':
      return changed({ ...setupIntent, status: 'requires_confirmation', payment_method: command.paymentMethod }, null)
    case 'redirect':
      return changed(redirected(setupIntent, command), 'setup_intent.requires_action')
    case 'attempt': {
      const { paymentMethod, attempt } = command
      const given = { ...setupIntent, payment_method: paymentMethod, latest_attempt: attempt }
      return changed({ ...given, status: 'processing' }, null)
    }
    case 'process':
      return changed({ ...setupIntent, status: 'processing' }, null)
    case 'succeed':
      return changed({ ...setupIntent, status: 'succeeded', mandate: command.mandate }, 'setup_intent.succeeded')
    case 'fail':
      return changed(failed(setupIntent, command.error), 'setup_intent.setup_failed')
    case 'cancel': {
      const canceled = {
        ...setupIntent,
        last_setup_error: before.last_setup_error,
        cancellation_reason: command.reason,
      }
      return changed({ ...canceled, status: 'canceled' }, 'setup_intent.canceled')
    }
  }
}

/** @throws StripeError 400 unless it can be confirmed; a missing method is found before a wrong status. */
export function mayConfirm(setupIntent: SetupIntent, hasMethod: boolean): void {
  if (!hasMethod) throw unexpectedState(setupIntent, MISSING_METHOD)
  if (setupIntent.status === 'succeeded') {
    throw unexpectedState(setupIntent, 'You cannot confirm this SetupIntent because it has already succeeded.')
  }
  if (setupIntent.status === 'canceled') {
    throw unexpectedState(setupIntent, 'You cannot confirm this SetupIntent because it has been canceled.')
  }
  if (setupIntent.status === 'processing') {
    throw unexpectedState(setupIntent, 'You cannot confirm this SetupIntent because it is already being processed.')
  }
}

/** @throws StripeError 400 unless it can be canceled. */
export function mayCancel(setupIntent: SetupIntent): void {
  const { status } = setupIntent
  if (status === 'canceled') {
    throw unexpectedState(setupIntent, 'You cannot cancel this SetupIntent because it is already canceled.')
  }
  if (status !== 'succeeded' && status !== 'processing') return
  throw unexpectedState(
    setupIntent,
    `You cannot cancel this SetupIntent because it has a status of ${status}. Only a SetupIntent with one of the ` +
      'following statuses may be canceled: `requires_payment_method`, `requires_confirmation`, or `requires_action`.',
  )
}

/** @throws StripeError 400 unless its payment method can still be changed. */
export function mayChangeMethod(setupIntent: SetupIntent): void {
  const reasons: { [status: string]: string } = {
    succeeded: 'it has already succeeded',
    canceled: 'it has been canceled',
    processing: 'it is already being processed',
  }
  const reason = reasons[setupIntent.status]
  if (reason) throw unexpectedState(setupIntent, `You cannot update this SetupIntent because ${reason}.`)
}

const MISSING_METHOD =
  "You cannot confirm this SetupIntent because it's missing a payment method. You can either update the SetupIntent " +
  'with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.'

function unexpectedState(setupIntent: SetupIntent, message: string): StripeError {
  return new StripeError(400, { code: 'setup_intent_unexpected_state', message, setup_intent: setupIntent })
}

type Redirect = Extract<SetupCommand, { do: 'redirect' }>

function redirected(setupIntent: Stripe.SetupIntent, command: Redirect): Stripe.SetupIntent {
  return {
    ...setupIntent,
    status: 'requires_action',
    payment_method: command.paymentMethod,
    latest_attempt: command.attempt,
    mandate: command.mandate,
    next_action: {
      type: 'redirect_to_url',
      redirect_to_url: { url: command.url, return_url: command.returnUrl },
    },
  }
}

function failed(setupIntent: Stripe.SetupIntent, error: Stripe.SetupIntent.LastSetupError): Stripe.SetupIntent {
  const cleared = { ...setupIntent, payment_method: null, mandate: null }
  return { ...cleared, status: 'requires_payment_method', last_setup_error: error }
}

function changed(setupIntent: Stripe.SetupIntent, event: SetupChange['event']): SetupChange {
  return { setupIntent, event }
}
