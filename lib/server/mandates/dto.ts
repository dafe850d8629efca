import 'server-only'
import type { MandateDto } from '@/lib/contracts/mandates'
import { noticeHash } from './publish-notice'
import type { FoundMandate } from './store'

/** A mandate as its own customer and the merchant's people see it. */
export function toMandateDto({ setup, payment, paymentMethod, ...mandate }: FoundMandate): MandateDto {
  const words = { text: mandate.acceptedText, optInText: mandate.optInText, termsVersion: mandate.termsVersion }
  return {
    ...words,
    isIntact: noticeHash(words) === mandate.noticeHash,
    id: mandate.id,
    status: mandate.status,
    usage: mandate.usage,
    version: mandate.noticeVersion,
    hash: mandate.noticeHash,
    locale: mandate.locale,
    acceptedAt: mandate.acceptedAt.toISOString(),
    acceptedPage: mandate.acceptedPage,
    acceptedIp: mandate.acceptedIp,
    ipSource: mandate.ipSource,
    acceptedAgent: mandate.acceptedAgent,
    activatedAt: mandate.activatedAt?.toISOString() ?? null,
    endedAt: mandate.endedAt?.toISOString() ?? null,
    stripeMandateId: mandate.stripeMandateId,
    stripeSetupIntentId: setup?.stripeSetupIntentId ?? null,
    stripePaymentIntentId: payment?.stripePaymentIntentId ?? null,
    merchant: mandate.merchant,
    customerName: mandate.customerName,
    customerEmail: mandate.customerEmail,
    amazonEmail: paymentMethod?.email ?? null,
  }
}
