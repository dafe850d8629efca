import { emit } from './events'
import { collectInvoice } from './resources/invoice-collect'
import { finalizeInvoice } from './resources/invoice-finalize'
import { announceInvoice, endPeriod } from './resources/subscription-cycle'
import { lapseUnpaid } from './resources/subscription-end'
import type { BillingTimer } from './tables'
import type { World } from './world'

/** What subscriptions and invoices do by themselves when its time has come. */
export function billingDue(world: World, timer: Readonly<BillingTimer>): void {
  switch (timer.kind) {
    case 'subscription.cycle':
      return endPeriod(world, timer.subscription)
    case 'subscription.lapse':
      return lapseUnpaid(world, timer.subscription)
    case 'subscription.trial_ending':
      return noticeTrialEnd(world, timer.subscription)
    case 'subscription.upcoming':
      return announceInvoice(world, timer.subscription)
    case 'invoice.finalize':
      return advance(world, timer.invoice)
    case 'invoice.retry':
      return retry(world, timer.invoice)
  }
}

function noticeTrialEnd(world: World, id: string): void {
  const subscription = world.store.get('subscriptions', id)
  if (subscription?.status === 'trialing') emit(world, 'customer.subscription.trial_will_end', subscription)
}

function advance(world: World, id: string): void {
  if (world.store.get('invoices', id)?.status !== 'draft') return
  if (finalizeInvoice(world, id).status === 'open') collectInvoice(world, id)
}

function retry(world: World, id: string): void {
  if (world.store.get('invoices', id)?.status === 'open') collectInvoice(world, id)
}
