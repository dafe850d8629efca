import type Stripe from 'stripe'
import { emit, emitChange } from '../events'
import { type InvoiceCommand, changeInvoice } from '../machines/invoice'
import type { World } from '../world'
import { previously } from './previously'

/** Applies one step of the state machine and tells the endpoints. */
export function stepInvoice(world: World, id: string, command: InvoiceCommand): Stripe.Invoice {
  const { invoice, events } = changeInvoice(invoiceById(world, id), command)
  world.store.put('invoices', id, invoice)
  for (const event of events) emit(world, event, invoice)
  return invoice
}

/** The same for steps that only `invoice.updated` tells of. */
export function updateInvoice(world: World, id: string, command: InvoiceCommand): Stripe.Invoice {
  const before = invoiceById(world, id)
  const invoice = stepInvoice(world, id, command)
  const previous = previously(before, invoice)
  if (previous) emitChange(world, 'invoice.updated', { object: invoice, previous })
  return invoice
}

/** Nobody is asked for this subscription's money by itself any more (docs.stripe.com/api/subscriptions/cancel). */
export function stopCollecting(world: World, subscription: string): void {
  for (const { id, status } of world.groups.invoicesOfSubscription.of(subscription)) {
    if (status !== 'draft' && status !== 'open') continue
    clearInvoiceTimers(world, id)
    updateInvoice(world, id, { do: 'stop_collecting' })
  }
}

export function setFinalizeTimer(world: World, invoice: string, dueAt: number): void {
  world.setTimer({ id: `timer_finalize_${invoice}`, dueAt, kind: 'invoice.finalize', invoice })
}

export function setRetryTimer(world: World, invoice: string, dueAt: number): void {
  world.setTimer({ id: `timer_retry_${invoice}`, dueAt, kind: 'invoice.retry', invoice })
}

export function clearInvoiceTimers(world: World, invoice: string): void {
  for (const what of ['finalize', 'retry']) world.store.remove('timers', `timer_${what}_${invoice}`)
}

export function invoiceById(world: World, id: string): Readonly<Stripe.Invoice> {
  const invoice = world.store.get('invoices', id)
  if (invoice) return invoice
  throw new Error(`There is no invoice ${id}.`)
}
