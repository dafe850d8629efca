import type Stripe from 'stripe'
import type { Details } from '../machines/subscription'
import type { World } from '../world'
import { stopCollecting } from './invoice-changes'
import { intentOf } from './invoice-collect'
import { voidInvoice } from './invoice-void'
import { stepSubscription } from './subscription-changes'
import { setLapseTimer } from './subscription-timers'

type Subscription = Readonly<Stripe.Subscription>
type Why = { reason: Stripe.Subscription.CancellationDetails.Reason | null; details?: Details }

/** Ends it now. What is owed stays owed, but is not collected; one that was never paid never was. */
export function endSubscription(world: World, { id, status }: Subscription, why: Why): void {
  if (status === 'incomplete') return lapse(world, id)
  stepSubscription(world, id, { do: 'cancel', at: world.now(), ...why })
  stopCollecting(world, id)
}

/** The first invoice was not paid in time; a payment that is still processing is waited for. */
export function lapseUnpaid(world: World, id: string): void {
  const subscription = world.store.get('subscriptions', id)
  if (subscription?.status !== 'incomplete') return
  if (openInvoices(world, id).some((invoice) => isProcessing(world, invoice)))
    setLapseTimer(world, id, world.settings.settleSeconds)
  else lapse(world, id)
}

/** Money on its way cannot be stopped; its invoice stays as it is. */
function lapse(world: World, id: string): void {
  for (const invoice of openInvoices(world, id)) if (!isProcessing(world, invoice)) voidInvoice(world, invoice)
  stepSubscription(world, id, { do: 'lapse', at: world.now() })
}

function isProcessing(world: World, invoice: string): boolean {
  return intentOf(world, invoice).status === 'processing'
}

function openInvoices(world: World, subscription: string): string[] {
  const invoices = world.groups.invoicesOfSubscription.of(subscription)
  return invoices.filter(({ status }) => status === 'open').map(({ id }) => id)
}
