'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Spinner } from '@/components/ui/spinner'
import { callApi } from '@/lib/browser/api'
import { attemptDto } from '@/lib/contracts/setups'
import type { ReturnState } from './setup-words'

// About 30 seconds in all, slower and slower; afterwards the page stops asking, which says nothing about the outcome.
const WAITS_MS = [1000, 1500, 2000, 2500, 3000, 4000, 5000, 5000, 6000]

type Props = { id: string; state: ReturnState; continueUrl: string | null }

/** Asks until something has changed, and then lets the server render the page again. */
export function WaitForSetup({ id, state, continueUrl }: Props) {
  const router = useRouter()
  const [asked, setAsked] = useState(0)
  const wait = WAITS_MS[asked]

  useEffect(() => {
    if (wait === undefined) return
    const ask = async () => {
      const seen = await callApi(`/api/attempts/${id}`, { answer: attemptDto }).catch(() => null)
      if (seen && seen.answer.state !== state) router.refresh()
      setAsked((count) => count + 1)
    }
    const timer = setTimeout(() => void ask(), wait)
    return () => clearTimeout(timer)
    // By its number, not its length: two waits are equally long.
  }, [id, state, asked, wait, router])

  if (wait !== undefined) {
    return (
      <p className="flex items-center gap-3 text-base text-muted">
        <Spinner />
        Checking…
      </p>
    )
  }
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
