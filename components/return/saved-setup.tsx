import { Link } from '@/components/ui/link'
import type { ToPayDto } from '@/lib/contracts/recoveries'
import { formatMoney } from '@/lib/domain/money'
import { UseFromNowOn } from './use-from-now-on'

type Props = {
  usage: 'on_session' | 'off_session'
  mandateId: string
  isHosted: boolean
  /** What was saved, where another method is the default. */
  notDefaultId: string | null
  /** What could not be charged before, and can be paid with it now. */
  toPay: ToPayDto[]
}

/** More about what a try at saving has saved, and what it can be used for at once. */
export function SavedSetup({ usage, mandateId, isHosted, notDefaultId, toPay }: Props) {
  return (
    <div className="grid gap-2">
      <p className="font-semibold">
        {usage === 'off_session' ? 'It may be charged while you’re away.' : 'It is only used while you’re here.'}
      </p>
      <p>
        <Link href={`/mandates/${mandateId}`} className="text-link">
          See what you agreed to
        </Link>
      </p>
      {notDefaultId && <UseFromNowOn methodId={notDefaultId} />}
      {toPay.map(({ orderId, description, ...money }) => (
        <p key={orderId} className="wrap-anywhere">
          {`${formatMoney(money)} for ${description} is still to be paid. `}
          <Link href={`/checkout/${orderId}`} className="text-link">
            Pay it now<span className="sr-only">: {description}</span>
          </Link>
        </p>
      ))}
      {!isHosted && (
        <p className="text-sm text-muted">Which card or account Amazon charges is up to you, at pay.amazon.com.</p>
      )}
    </div>
  )
}
