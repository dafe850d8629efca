import type Stripe from 'stripe'
import { StripeError } from '../wire/errors'
import { type Allowed, IllegalStep, mustAllow } from './allowed'

type Invoice = Readonly<Stripe.Invoice>

/** Everything that can happen to an invoice once it exists. Times are unix seconds. */
export type InvoiceCommand =
  | { do: 'finalize'; number: string; at: number }
  | { do: 'attempt'; counts: boolean; next: number | null }
  | { do: 'fail' }
  | { do: 'require_action' }
  | { do: 'pay'; at: number }
  | { do: 'void'; at: number }
  | { do: 'stop_collecting' }

export type InvoiceChange = { invoice: Stripe.Invoice; events: Stripe.Event.Type[] }

const ALLOWED: Allowed<InvoiceCommand['do'], Stripe.Invoice.Status> = {
  finalize: ['draft'],
  attempt: ['open'],
  fail: ['open'],
  require_action: ['open'],
  pay: ['open'],
  void: ['open', 'uncollectible'],
  stop_collecting: ['draft', 'open'],
}

/**
 * The states of docs.stripe.com/invoicing/overview. `attempt` is noted before money is asked for, `fail` tells that none
 * came: when it is asked for again was said by the attempt. Pure. @throws IllegalStep
 */
export function changeInvoice(before: Invoice, command: InvoiceCommand): InvoiceChange {
  if (before.status === null) throw new IllegalStep(`${before.id} has no status`)
  mustAllow(ALLOWED, command, before.status)
  switch (command.do) {
    case 'finalize':
      return { invoice: finalized(before, command), events: ['invoice.finalized'] }
    case 'attempt':
      return { invoice: attempted(before, command), events: [] }
    case 'fail':
      return { invoice: before, events: ['invoice.payment_failed'] }
    case 'require_action':
      return { invoice: before, events: ['invoice.payment_action_required'] }
    case 'pay':
      return { invoice: paid(before, command.at), events: ['invoice.paid', 'invoice.payment_succeeded'] }
    case 'void':
      return { invoice: voided(before, command.at), events: ['invoice.voided'] }
    case 'stop_collecting':
      return { invoice: { ...before, ...NOT_COLLECTED }, events: [] }
  }
}

/** @throws StripeError 400 unless it can be paid; a draft can, once it is finalized. */
export function mayPay({ status }: Invoice): void {
  if (status === 'paid') throw refused('Invoice is already paid')
  if (status === 'void') throw refused('A voided invoice cannot be paid.')
}

/** @throws StripeError 400 unless money is still owed. */
export function mayVoid({ status }: Invoice): void {
  if (status === 'open' || status === 'uncollectible') return
  throw refused(`Only invoices that are open or uncollectible can be voided. This one has a status of ${status}.`)
}

/** @throws StripeError 400 unless it is a draft. */
export function mayFinalize({ status }: Invoice): void {
  if (status !== 'draft') throw refused("This invoice is already finalized, you can't re-finalize a non-draft invoice.")
}

const NOT_COLLECTED = { auto_advance: false, automatically_finalizes_at: null, next_payment_attempt: null }

type Command<Name extends InvoiceCommand['do']> = Extract<InvoiceCommand, { do: Name }>

function finalized(before: Invoice, { number, at }: Command<'finalize'>): Stripe.Invoice {
  return {
    ...before,
    automatically_finalizes_at: null,
    effective_at: at,
    ending_balance: 0,
    number,
    status: 'open',
    status_transitions: { ...before.status_transitions, finalized_at: at },
  }
}

/** Any attempt counts as the first, then only those of the schedule (docs.stripe.com/api/invoices/object). */
function attempted(before: Invoice, { counts, next }: Command<'attempt'>): Stripe.Invoice {
  const count = before.attempt_count === 0 || counts ? before.attempt_count + 1 : before.attempt_count
  return { ...before, attempt_count: count, attempted: true, next_payment_attempt: next }
}

function paid(before: Invoice, at: number): Stripe.Invoice {
  return {
    ...before,
    ...NOT_COLLECTED,
    amount_paid: before.amount_due,
    amount_remaining: 0,
    attempted: true,
    status: 'paid',
    status_transitions: { ...before.status_transitions, paid_at: at },
  }
}

function voided(before: Invoice, at: number): Stripe.Invoice {
  const transitions = { ...before.status_transitions, voided_at: at }
  return { ...before, ...NOT_COLLECTED, status: 'void', status_transitions: transitions }
}

function refused(message: string): StripeError {
  return new StripeError(400, { message })
}
