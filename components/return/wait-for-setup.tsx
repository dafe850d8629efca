'use client'

import { Checking } from '@/components/attempts/checking'
import { useAttempt } from '@/components/attempts/use-attempt'
import type { ReturnState } from './setup-words'

type Props = { id: string; state: ReturnState; continueUrl: string | null }

/** Keeps the page up to date while the customer's approval is still to come. */
export function WaitForSetup({ id, state, continueUrl }: Props) {
  const isAsking = useAttempt(id, state)
  if (isAsking) return <Checking />
  return (
    <div className="grid gap-2 text-base text-muted">
      <p>It’s taking longer than usual. We keep checking, and your wallet will show the result.</p>
      {continueUrl && (
        <p>
          Haven’t approved yet?{' '}
          <a href={continueUrl} className="text-link">
            Continue at Amazon
          </a>
        </p>
      )}
    </div>
  )
}
