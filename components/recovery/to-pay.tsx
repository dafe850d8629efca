import { Alert } from '@/components/ui/alert'
import { Link } from '@/components/ui/link'
import type { ToPayDto } from '@/lib/contracts/recoveries'
import { formatMoney } from '@/lib/domain/money'
import { chargedKind } from '@/lib/domain/saved-kind'
import { NextTry } from './next-try'

/** The same message as in the mail, for a customer who is here: what could not be charged, and where to pay it. */
export function ToPay({ charges }: { charges: ToPayDto[] }) {
  return charges.map(({ orderId, description, methodType, nextTryAt, ...money }) => (
    <div key={orderId} className="mb-6 wrap-anywhere">
      <Alert tone="danger" title={`Action needed: we couldn’t charge ${chargedKind(methodType)} for ${description}`}>
        <p>{`Nothing was charged: ${formatMoney(money)} is still to be paid.`}</p>
        <NextTry at={nextTryAt} />
        <p>
          <Link href={`/checkout/${orderId}`} prefetch={false} className="text-link">
            Pay it now<span className="sr-only">: {description}</span>
          </Link>
          , or{' '}
          <Link href="/wallet/add?mode=hosted" className="text-link">
            save another way to pay<span className="sr-only"> first: {description}</span>
          </Link>{' '}
          and pay with that.
        </p>
      </Alert>
    </div>
  ))
}
