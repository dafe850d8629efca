'use client'

import { useEffect, useRef, useState } from 'react'

/** The ways to pay on one page; a saved method is named by its id. */
export type Way = 'amazon' | 'element' | 'express' | `saved:${string}`

export type Leaving = {
  /** What was pressed and is at work; null when everything can be pressed. */
  at: Way | null
  /** What is said meanwhile, once it takes long. */
  waiting: string | null
  /** What is said beside the button that was pressed last. */
  problem: { at: Way; text: string } | null
  /**
   * Runs one way of paying, unless one is at work already. `go` gives a sentence when the customer stays here, and nothing
   * when the browser is on its way. After 15 seconds `late` is said, and the button works again unless that says otherwise:
   * pressing it goes on with the same payment.
   */
  leave: (at: Way, go: () => Promise<string | null>, late: Late) => Promise<void>
}

/** Whether money moved, as far as is known while there is no answer. */
type Late = {
  text: string
  /** Somebody else may be talking with the customer, such as their bank. */
  staysBusy?: true
}

type Now = Pick<Leaving, 'at' | 'waiting' | 'problem'>

const SLOW_MS = 5000
const LATE_MS = 15_000
const SLOW = 'Still working… This page goes on by itself.'

/** Lets one way of paying run at a time. Two clicks can arrive before either is on screen, so the guard is not state. */
export function useLeaving(): Leaving {
  const [now, setNow] = useState<Now & { late: Late | null }>(IDLE)
  const running = useRef<symbol>(null)
  const { at, late } = now

  useEffect(() => {
    if (!at || !late) return
    const slow = setTimeout(() => setNow((before) => ({ ...before, waiting: SLOW })), SLOW_MS)
    const end = setTimeout(() => {
      if (late.staysBusy) return setNow((before) => ({ ...before, waiting: late.text }))
      running.current = null
      setNow({ ...IDLE, problem: { at, text: late.text } })
    }, LATE_MS)
    return () => {
      clearTimeout(slow)
      clearTimeout(end)
    }
  }, [at, late])

  async function leave(pressed: Way, go: () => Promise<string | null>, whenLate: Late) {
    if (running.current) return
    const mine = Symbol()
    running.current = mine
    setNow({ ...IDLE, at: pressed, late: whenLate })
    const text = await go()
    if (text === null || running.current !== mine) return
    running.current = null
    setNow({ ...IDLE, problem: { at: pressed, text } })
  }

  return { ...now, leave }
}

const IDLE = { at: null, waiting: null, problem: null, late: null }
