import type { ConsolePaymentDto } from '@/lib/contracts/console'
import { explain } from '@/lib/domain/error-catalogue'

/** What a failure's code means and where Stripe explains it. Nothing for a payment that has not failed. */
export function WhatCodeMeans({ payment: { reason } }: { payment: Pick<ConsolePaymentDto, 'reason'> }) {
  const code = codeIn(reason)
  if (!code) return null
  const { merchant, link } = explain(code)
  return (
    <p>
      {merchant}{' '}
      <a href={link} rel="noreferrer" className="text-link">
        Stripe’s page on this code
      </a>
    </p>
  )
}

// A reason ends with its code, if Stripe sent one: "The customer declined this payment. (payment_method_provider_decline)".
function codeIn(reason: string | null): string | null {
  return /\(([a-z0-9_]+)\)$/.exec(reason ?? '')?.[1] ?? null
}
