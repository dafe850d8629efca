import { Wallet } from 'lucide-react'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Time } from '@/components/ui/time'
import type { PaymentMethodDto } from '@/lib/contracts/payment-methods'

/** One saved Amazon Pay account. It has no number and no expiry date: its e-mail and its date tell it apart. */
export function MethodRow({ method }: { method: PaymentMethodDto }) {
  const { id, email, isDefault, savedAt, usage, mandateId } = method
  return (
    <Card as="li">
      <div className="flex flex-wrap items-start gap-x-5 gap-y-3">
        <span className="grid size-11 shrink-0 place-items-center rounded-full bg-sunken text-brand">
          <Wallet aria-hidden className="size-5" />
        </span>
        <div className="grid min-w-0 flex-1 basis-56 gap-1">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-lead font-semibold">
            Amazon Pay {isDefault && <Badge>Default</Badge>}
          </p>
          {email && <p className="wrap-anywhere">{email}</p>}
          <p className="text-sm text-muted">
            Saved <Time value={savedAt} />
          </p>
        </div>
        <div className="grid basis-60 gap-1 text-sm sm:justify-items-end sm:text-end">
          {usage && (
            <p>{usage === 'off_session' ? 'May be charged while you’re away' : 'Only used while you’re here'}</p>
          )}
          {mandateId && (
            <Link href={`/mandates/${mandateId}`} className="inline-flex min-h-11 items-center text-link sm:min-h-0">
              See what you agreed to
            </Link>
          )}
          {usage === null && <p>No longer connected</p>}
          {!isDefault && usage && <MakeDefault id={id} label={email ?? 'this one'} />}
        </div>
      </div>
    </Card>
  )
}

function MakeDefault({ id, label }: { id: string; label: string }) {
  return (
    <form action={`/api/payment-methods/${id}/default`} method="post">
      <button type="submit" className="inline-flex min-h-11 cursor-pointer items-center text-link sm:min-h-8">
        Make default<span className="sr-only">: Amazon Pay, {label}</span>
      </button>
    </form>
  )
}
