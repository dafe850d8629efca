import 'server-only'
import type { MandateDto } from '@/lib/contracts/mandates'
import type { FoundMandate } from './store'

/** A mandate as its own customer and the merchant's people see it. */
export function toMandateDto({ customer, setup, paymentMethod, ...mandate }: FoundMandate): MandateDto {
  return {
    id: mandate.id,
    status: mandate.status,
    usage: mandate.usage,
    text: mandate.acceptedText,
    optInText: mandate.acceptedOptIn,
    version: mandate.noticeVersion,
    hash: mandate.noticeHash,
    locale: mandate.locale,
    acceptedAt: mandate.acceptedAt.toISOString(),
    acceptedPage: mandate.acceptedPage,
    acceptedIp: mandate.acceptedIp,
    ipSource: mandate.ipSource,
    acceptedAgent: mandate.acceptedAgent,
    activatedAt: mandate.activatedAt?.toISOString() ?? null,
    stripeMandateId: mandate.stripeMandateId,
    stripeSetupIntentId: setup.stripeSetupIntentId,
    customerName: customer.user.name,
    customerEmail: customer.user.email,
    amazonEmail: paymentMethod?.email ?? null,
  }
}
