import { CreditCard, Wallet } from 'lucide-react'
import { Link } from '@/components/ui/link'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { FieldError } from '@/components/ui/field'
import { Spinner } from '@/components/ui/spinner'
import { Time } from '@/components/ui/time'
import type { PaymentMethodDto } from '@/lib/contracts/payment-methods'
import { fundingName, methodKind, methodName, usedForWords } from './method-words'

type Props = { method: PaymentMethodDto; isRemoving: boolean; problem: string | undefined; children: ReactNode }

/**
 * One saved method. An Amazon Pay account has no number and no expiry date: its e-mail and its date tell it apart. Children
 * are what can be done with it.
 */
export function MethodRow({ method, isRemoving, problem, children }: Props) {
  const { id, type, email, isDefault, savedAt, usage, mandateId, lastPaid, usedFor } = method
  return (
    <Card as="li">
      <div className="flex flex-wrap items-start gap-x-5 gap-y-3">
        <span className="grid size-11 shrink-0 place-items-center rounded-full bg-sunken text-brand">
          {type === 'card' ? <CreditCard aria-hidden className="size-5" /> : <Wallet aria-hidden className="size-5" />}
        </span>
        <div className="grid min-w-0 flex-1 basis-56 gap-1">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-lead font-semibold">
            {methodKind(method)} {isDefault && <Badge>Default</Badge>}
          </p>
          {email && type === 'amazon_pay' && <p className="wrap-anywhere">{email}</p>}
          <p className="text-sm text-muted">
            Saved <Time value={savedAt} />
          </p>
          {lastPaid && <LastPaid {...lastPaid} isCard={type === 'card'} />}
          {usedFor.length > 0 && <UsedFor uses={usedFor} />}
        </div>
        <div className="basis-60 text-sm sm:text-end">{isRemoving ? <Removing /> : <p>{usageWords(usage)}</p>}</div>
      </div>
      {(mandateId || !isRemoving) && (
        <div className="mt-4 -mb-3 flex flex-wrap gap-x-6 border-t border-line pt-1.5 text-sm">
          {mandateId && (
            <Link
              href={`/mandates/${mandateId}`}
              className="inline-flex min-h-11 items-center text-link max-sm:basis-full sm:me-auto"
            >
              See what you agreed to
            </Link>
          )}
          {!isRemoving && children}
        </div>
      )}
      {problem && (
        <div role="alert" className="mt-4">
          <FieldError id={`problem-${id}`}>{`${methodName(method)}: ${problem}`}</FieldError>
        </div>
      )}
    </Card>
  )
}

type Paid = NonNullable<PaymentMethodDto['lastPaid']> & { isCard: boolean }

function LastPaid({ at, brand, last4, isCard }: Paid) {
  return (
    <p className="text-sm text-muted">
      Last paid {brand && last4 && !isCard && `with ${fundingName({ brand, last4 })}, `}
      <Time value={at} />
    </p>
  )
}

function UsedFor({ uses }: { uses: PaymentMethodDto['usedFor'] }) {
  return (
    <p className="text-sm">
      {`Pays for ${uses.map(usedForWords).join('; ')}. `}
      <Link href="/subscriptions" className="text-link">
        Subscriptions
      </Link>
    </p>
  )
}

function Removing() {
  return (
    <div className="grid max-w-72 gap-1 sm:ms-auto sm:justify-items-end">
      <p className="flex items-center gap-2 font-medium">
        <Spinner />
        Removing…
      </p>
      <p className="text-muted">No new charge is made with it. If one is still under way, we wait for that first.</p>
    </div>
  )
}

function usageWords(usage: PaymentMethodDto['usage']): string {
  switch (usage) {
    case 'off_session':
      return 'May be charged while you’re away'
    case 'on_session':
      return 'Only used while you’re here'
    case null:
      return 'Your permission for it has ended'
  }
}
