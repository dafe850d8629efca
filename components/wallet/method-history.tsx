import { Link } from '@/components/ui/link'
import { Heading } from '@/components/ui/heading'
import { Time } from '@/components/ui/time'
import type { PaymentMethodDto } from '@/lib/contracts/payment-methods'
import { endedWords, methodName } from './method-words'

/** What was saved once: when and how it ended, and still what was agreed to. It can be neither chosen nor charged. */
export function MethodHistory({ methods }: { methods: PaymentMethodDto[] }) {
  return (
    <section aria-labelledby="history" className="mt-14 grid gap-4">
      <Heading id="history">No longer connected</Heading>
      <ul aria-labelledby="history" className="divide-y divide-line border-y border-line">
        {methods.map(({ savedAt, detachedAt, detachReason, mandateId, ...method }) => (
          <li key={method.id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-3.5">
            <div className="grid min-w-0 gap-0.5">
              <p className="wrap-anywhere">{methodName(method)}</p>
              <p className="text-sm text-muted">
                {endedWords(detachReason)}
                {detachedAt && (
                  <>
                    {' on '}
                    <Time value={detachedAt} />
                  </>
                )}
                {'. Saved '}
                <Time value={savedAt} />.
              </p>
            </div>
            {mandateId && (
              <Link href={`/mandates/${mandateId}`} className="inline-flex min-h-11 items-center text-sm text-link">
                See what you agreed to<span className="sr-only">: {methodName(method)}, no longer connected</span>
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
