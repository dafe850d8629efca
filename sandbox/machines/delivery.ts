import type { Delivery, DeliveryTry } from '../control-types'
import { type Allowed, mustAllow } from './allowed'

/**
 * Everything that can happen to the delivery of one event to one endpoint. `retryAt`: when it would be tried again, by
 * the world's clock; null after the last time. `drop`: its endpoint is gone, or it was lost on its way.
 */
export type DeliveryCommand =
  { do: 'wait'; until: number } | { do: 'try'; result: DeliveryTry; retryAt: number | null } | { do: 'drop' }

const ALLOWED: Allowed<DeliveryCommand['do'], Delivery['status']> = {
  wait: ['pending'],
  // Also when it was dropped while the answer was on its way.
  try: ['pending', 'dropped'],
  drop: ['pending'],
}

/** pending → succeeded | failed | dropped (docs.stripe.com/webhooks); each try is kept. Pure. @throws IllegalStep */
export function changeDelivery(before: Readonly<Delivery>, command: DeliveryCommand): Delivery {
  mustAllow(ALLOWED, command, before.status)
  switch (command.do) {
    case 'wait':
      return { ...before, nextTryAt: command.until }
    case 'try':
      return tried(before, command)
    case 'drop':
      return { ...before, status: 'dropped', nextTryAt: null }
  }
}

/** Anything but 2xx is a failure, redirects included (docs.stripe.com/webhooks). */
export function succeeded({ status }: DeliveryTry): boolean {
  return status !== null && status >= 200 && status < 300
}

function tried(before: Readonly<Delivery>, { result, retryAt }: Extract<DeliveryCommand, { do: 'try' }>): Delivery {
  const tries = [...before.tries, result]
  if (succeeded(result)) return { ...before, status: 'succeeded', nextTryAt: null, tries }
  const status = before.status === 'dropped' ? 'dropped' : retryAt === null ? 'failed' : 'pending'
  return { ...before, status, nextTryAt: status === 'pending' ? retryAt : null, tries }
}
