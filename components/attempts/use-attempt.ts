'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { callApi } from '@/lib/browser/api'
import { attemptDto } from '@/lib/contracts/setups'

// About 30 seconds in all, slower and slower; afterwards the page stops asking, which says nothing about the outcome.
const WAITS_MS = [1000, 1500, 2000, 2500, 3000, 4000, 5000, 5000, 6000]

/**
 * Asks how an attempt stands until that is something else than the page shows, and then lets the server render the page
 * again. Gives whether it still asks.
 */
export function useAttempt(id: string, shown: string): boolean {
  const router = useRouter()
  const [asked, setAsked] = useState(0)
  const wait = WAITS_MS[asked]

  useEffect(() => {
    if (wait === undefined) return
    const ask = async () => {
      const seen = await callApi(`/api/attempts/${id}`, { answer: attemptDto }).catch(() => null)
      if (seen && seen.answer.state !== shown) router.refresh()
      setAsked((count) => count + 1)
    }
    const timer = setTimeout(() => void ask(), wait)
    return () => clearTimeout(timer)
    // By its number, not its length: two waits are equally long.
  }, [id, shown, asked, wait, router])

  return wait !== undefined
}
