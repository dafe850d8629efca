'use client'

import { useRouter } from 'next/navigation'
import { startTransition, useEffect, useState } from 'react'
import { callApi } from '@/lib/browser/api'
import { attemptDto } from '@/lib/contracts/setups'

// About 30 seconds in all, slower and slower; afterwards the page stops asking, which says nothing about the outcome.
const WAITS_MS = [1000, 1500, 2000, 2500, 3000, 4000, 5000, 5000, 6000]

/**
 * Asks how an attempt stands until that is something else than the page shows, and then lets the server render the page
 * again; and once more at the end, because the server itself may have heard nothing. Gives whether it still asks. Without
 * `waits` it does not ask at all.
 */
export function useAttempt(id: string, shown: string, waits = true): boolean {
  const router = useRouter()
  const [asked, setAsked] = useState(0)
  const wait = WAITS_MS[asked]

  useEffect(() => {
    if (wait === undefined || !waits) return
    const ask = async () => {
      const seen = await callApi(`/api/attempts/${id}`, { answer: attemptDto }).catch(() => null)
      const isLast = asked === WAITS_MS.length - 1
      // Together, so that the page does not say that it has stopped asking before the last answer is on it.
      startTransition(() => {
        if (seen && (isLast || seen.answer.state !== shown)) router.refresh()
        setAsked((count) => count + 1)
      })
    }
    const timer = setTimeout(() => void ask(), wait)
    return () => clearTimeout(timer)
    // By its number, not its length: two waits are equally long.
  }, [id, shown, waits, asked, wait, router])

  return waits && wait !== undefined
}
