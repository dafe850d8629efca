'use client'

import { useEffect, useRef, useState } from 'react'

/** The ways to pay on one page; a saved method is named by its id. */
export type Way = 'amazon' | 'element' | `saved:${string}`

export type Leaving = {
  /** What was pressed and is at work; null when everything can be pressed. */
  at: Way | null
  isSlow: boolean
  /** What is said beside the button that was pressed last. */
  problem: { at: Way; text: string } | null
  /**
   * Runs one way of paying, unless one is at work already. `go` gives a sentence when the customer stays here, and nothing
   * when the browser is on its way. After 15 seconds the button works again: pressing it goes on with the same payment.
   */
  leave: (at: Way, go: () => Promise<string | null>) => Promise<void>
}

const SLOW_MS = 5000
const LATE_MS = 15_000
const LATE = 'This is taking too long. You can press again: it stays the same payment, so you can’t pay twice.'

/** Lets one way of paying run at a time. Two clicks can arrive before either is on screen, so the guard is not state. */
export function useLeaving(): Leaving {
  const [now, setNow] = useState<Pick<Leaving, 'at' | 'isSlow' | 'problem'>>({ at: null, isSlow: false, problem: null })
  const running = useRef<symbol>(null)
  const { at } = now

  useEffect(() => {
    if (!at) return
    const slow = setTimeout(() => setNow((before) => ({ ...before, isSlow: true })), SLOW_MS)
    const late = setTimeout(() => {
      running.current = null
      setNow({ at: null, isSlow: false, problem: { at, text: LATE } })
    }, LATE_MS)
    return () => {
      clearTimeout(slow)
      clearTimeout(late)
    }
  }, [at])

  async function leave(pressed: Way, go: () => Promise<string | null>) {
    if (running.current) return
    const mine = Symbol()
    running.current = mine
    setNow({ at: pressed, isSlow: false, problem: null })
    const text = await go()
    if (text === null || running.current !== mine) return
    running.current = null
    setNow({ at: null, isSlow: false, problem: { at: pressed, text } })
  }

  return { ...now, leave }
}
