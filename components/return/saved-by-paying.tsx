import { Link } from '@/components/ui/link'
import { Card } from '@/components/ui/card'
import type { ReturnedPaymentDto } from '@/lib/contracts/checkout'
import { UseFromNowOn } from './use-from-now-on'

/** What the opt-in has led to: the saved method, with what was agreed to and how to take it back. */
export function SavedByPaying({ payment }: { payment: ReturnedPaymentDto }) {
  const { savedMandateId, savedMethod, isSaving, state } = payment
  if (savedMandateId) {
    return (
      <Card>
        <div className="grid gap-2">
          <p className="font-semibold">Amazon Pay is saved, and may be charged while you’re away.</p>
          <p>
            <Link href={`/mandates/${savedMandateId}`} className="text-link">
              See what you agreed to
            </Link>
          </p>
          {savedMethod && !savedMethod.isDefault && <UseFromNowOn methodId={savedMethod.id} />}
          <p className="text-sm text-muted">
            Changed your mind? Remove it from{' '}
            <Link href="/wallet" className="text-link">
              your wallet
            </Link>{' '}
            at any time. Which card or account Amazon charges is up to you, at pay.amazon.com.
          </p>
        </div>
      </Card>
    )
  }
  if (!isSaving || !(state === 'paid' || state === 'authorized' || state === 'processing')) return null
  return <p className="text-muted">Amazon Pay is still being saved. Your wallet will show it in a moment.</p>
}
