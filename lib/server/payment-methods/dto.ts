import 'server-only'
import type { MethodLabel, PaymentMethodDto } from '@/lib/contracts/payment-methods'
import type { AttemptDto, StartedSetupDto } from '@/lib/contracts/setups'
import { setupState, type SetupState } from '@/lib/domain/setup-status'
import { env } from '../env'
import type { FoundSetup, ListedMethod } from './store'
import type { ReadSetup } from './sync-setup'

/** A saved method as its owner and the merchant see it. */
export function toPaymentMethodDto({ mandates, pays, ...method }: ListedMethod): PaymentMethodDto {
  const inForce = mandates.find(({ status }) => status === 'active')
  const mandate = inForce ?? mandates[0]
  return {
    id: method.id,
    ...methodLabelOf(method),
    isDefault: method.isDefault,
    status: method.status,
    savedAt: method.createdAt.toISOString(),
    usage: inForce?.usage ?? null,
    mandateId: mandate?.id ?? null,
    lastPaid: method.lastPaidAt && {
      at: method.lastPaidAt.toISOString(),
      brand: method.fundingBrand,
      last4: method.fundingLast4,
    },
    detachedAt: method.detachedAt?.toISOString() ?? null,
    detachReason: method.detachReason,
    usedFor: pays.map(toUsedForDto),
  }
}

// One that is to end is not charged any more, and one that was never paid is not by itself.
function toUsedForDto({ id, product, status, cancelAtPeriodEnd, currentPeriodEnd }: ListedMethod['pays'][number]) {
  const isCharged = !cancelAtPeriodEnd && status !== null && status !== 'incomplete'
  return { subscriptionId: id, name: product.name, next: isCharged ? (currentPeriodEnd?.toISOString() ?? null) : null }
}

/** What tells one saved method from another. */
export function methodLabelOf({ type, email, cardBrand: brand, cardLast4: last4 }: MethodLabelRow): MethodLabel {
  return { type, email, card: brand && last4 ? { brand, last4 } : null }
}

type MethodLabelRow = Pick<ListedMethod, 'type' | 'email' | 'cardBrand' | 'cardLast4'>

/** Where one try stands. */
export function stateOf(setup: FoundSetup): SetupState {
  return setupState({ ...setup, hasPaymentMethod: setup.mandate?.paymentMethodId != null })
}

export function toAttemptDto(setup: FoundSetup): AttemptDto {
  return { id: setup.id, kind: 'setup', state: stateOf(setup) }
}

/** What the browser needs to confirm. The client secret goes to the owner's browser and nowhere else. */
export function toStartedSetupDto({ id }: FoundSetup, { clientSecret }: ReadSetup): StartedSetupDto {
  return clientSecret === null ? { id } : { id, clientSecret, returnUrl: returnUrl(id) }
}

/** Where Amazon sends the customer back to. Made here and nowhere else, never taken from a request. */
export function returnUrl(id: string): string {
  return `${env().APP_ORIGIN}/api/return/${id}`
}
