'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { forgetLeaving, hasEnded, onKeptPageShown, unfinishedTry } from '@/lib/browser/back-from-amazon'

/** How the try stands that this tab left for Amazon with. */
export type LastTry = { id: string; hasEnded: boolean }

/**
 * For customers who come back by the Back button. The browser either loads the page again, or shows the one it kept: that
 * one still has its disabled button, so `revive` is called for it. What to tell them is asked of the server, because the
 * approval may have gone through all the same.
 */
export function useLastTry(revive: () => void): LastTry | null {
  const [lastTry, setLastTry] = useState<LastTry | null>(null)
  // At once, and not when the answer is there: by then the customer may have pressed the button again.
  const onRevive = useEffectEvent(revive)
  const look = useEffectEvent(async () => {
    const id = unfinishedTry()
    if (!id) return
    const ended = await hasEnded(id)
    if (ended) forgetLeaving()
    if (ended !== null) setLastTry({ id, hasEnded: ended })
  })
  useEffect(() => {
    const timer = setTimeout(() => void look())
    const stop = onKeptPageShown(() => {
      onRevive()
      void look()
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
  return lastTry
}
