import type Stripe from 'stripe'
import { StripeError } from '../wire/errors'
import { type Allowed, IllegalStep, mustAllow } from './allowed'

type Session = Readonly<Stripe.Checkout.Session>

/** Everything that can happen to a Checkout Session once it exists. */
export type SessionCommand =
  { do: 'start'; intent: string } | { do: 'complete'; outcome: Outcome } | { do: 'settle' } | { do: 'expire' }

/** What a customer left behind. */
export type Outcome = Pick<
  Stripe.Checkout.Session,
  | 'collected_information'
  | 'consent'
  | 'customer'
  | 'customer_account'
  | 'customer_details'
  | 'invoice'
  | 'payment_status'
  | 'subscription'
>

const ALLOWED: Allowed<SessionCommand['do'], Stripe.Checkout.Session.Status> = {
  start: ['open'],
  complete: ['open'],
  settle: ['complete'],
  expire: ['open'],
}

/**
 * open → complete | expired (docs.stripe.com/api/checkout/sessions/object, `status`); `settle` is what came of a payment
 * that was still on its way. Pure. @throws IllegalStep
 */
export function changeSession(before: Session, command: SessionCommand): Stripe.Checkout.Session {
  if (before.status === null) throw new IllegalStep(`${before.id} has no status`)
  mustAllow(ALLOWED, command, before.status)
  switch (command.do) {
    case 'start':
      return started(before, command.intent)
    case 'complete':
      return { ...before, ...command.outcome, status: 'complete', url: null }
    case 'settle':
      if (before.payment_status !== 'unpaid') throw new IllegalStep('settle twice')
      return { ...before, payment_status: 'paid' }
    case 'expire':
      return { ...before, status: 'expired', url: null }
  }
}

/** What a subscription is paid with is found through the subscription. */
function started(before: Session, intent: string): Stripe.Checkout.Session {
  if (before.mode === 'setup') return { ...before, setup_intent: intent }
  return before.mode === 'payment' ? { ...before, payment_intent: intent } : { ...before }
}

/** @throws StripeError 400 unless it is open. */
export function mayExpire({ status }: Session): void {
  if (status === 'open') return
  const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${status}\`.`
  throw new StripeError(400, { message })
}
