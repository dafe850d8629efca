import { Link } from '@/components/ui/link'
import { type ReactNode, useId } from 'react'
import { Badge } from '@/components/ui/badge'
import { Heading } from '@/components/ui/heading'
import { Time } from '@/components/ui/time'
import type { Tone } from '@/components/ui/tone'
import { endedWordsForMerchant, fundingName, methodName } from '@/components/wallet/method-words'
import type { PaymentMethodDto } from '@/lib/contracts/payment-methods'
import { isChargeable, shortStanding } from './charge-words'

/** A customer's methods with what each may be used for, and the evidence. Those that have ended keep theirs. */
export function MethodList({ title, methods }: { title: string; methods: PaymentMethodDto[] }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="grid gap-4">
      <Heading id={id}>{title}</Heading>
      <ul aria-labelledby={id} className="divide-y divide-line border-y border-line">
        {methods.map((method) => (
          <li key={method.id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-3.5">
            <div className="grid min-w-0 gap-1">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1 wrap-anywhere">
                {methodName(method)}
                {method.isDefault && method.status === 'active' && <Badge>Default</Badge>}
                {method.status !== 'detached' && <Badge tone={toneOf(method)}>{standing(method)}</Badge>}
              </p>
              <p className="text-sm text-muted">
                Saved <Time value={method.savedAt} />
                <LastPaid method={method} />
                <Ended method={method} />
              </p>
            </div>
            {method.mandateId && <Evidence id={method.mandateId}>{methodName(method)}</Evidence>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function LastPaid({ method: { lastPaid } }: { method: PaymentMethodDto }) {
  if (!lastPaid) return null
  const { at, brand, last4 } = lastPaid
  return (
    <>
      {` · last paid ${brand && last4 ? `with ${fundingName({ brand, last4 })}, ` : ''}`}
      <Time value={at} />
    </>
  )
}

function Ended({ method: { status, detachReason, detachedAt } }: { method: PaymentMethodDto }) {
  if (status !== 'detached') return null
  return (
    <>
      {` · ${endedWordsForMerchant(detachReason)}${detachedAt ? ', ' : ''}`}
      {detachedAt && <Time value={detachedAt} show="minute" />}
    </>
  )
}

function Evidence({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Link href={`/mandates/${id}`} className="inline-flex min-h-11 items-center text-sm text-link">
      What was agreed<span className="sr-only">: {children}</span>
    </Link>
  )
}

function standing(method: PaymentMethodDto): string {
  const words = shortStanding(method)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function toneOf(method: PaymentMethodDto): Tone | undefined {
  if (isChargeable(method)) return 'success'
  return method.status === 'removing' ? 'warning' : undefined
}
