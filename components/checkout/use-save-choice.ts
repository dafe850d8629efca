'use client'

import { useRef, useState } from 'react'
import { ApiProblem } from '@/lib/browser/api'
import { startPayment } from '@/lib/browser/start-payment'
import { OUT_OF_DATE } from './trouble-words'

export type SaveChoice = {
  saves: boolean
  /** Whatever pays is kept, which was agreed to before: there is nothing to choose. */
  isFixed: boolean
  /** The payment is being changed to match. */
  isChanging: boolean
  /** What is said under the opt-in. */
  note: string | null
  /** Ticks or unticks. Gives whether the payment follows; where nobody can tell, the page is made again. */
  change: (saves: boolean, note?: string) => Promise<boolean>
  /**
   * Has the payment do what the box on screen says, right before it is confirmed: another tab may have said otherwise. Gives
   * null when it does, or a sentence for the customer, who then stays here.
   */
  pass: () => Promise<string | null>
}

type Options = {
  orderId: string
  clientSecret: string
  /** What is agreed to by ticking; without it nothing can be saved. */
  noticeId: string | undefined
  /** What the payment does now. */
  initially: boolean
  /** Lets an Element on the page read the changed payment; gives whether it did. */
  fetchUpdates: () => Promise<boolean>
}

// Shorter than the time after which a button can be pressed again, so that nothing is confirmed behind such a press.
const PASS_MS = 10_000

/** Whether Amazon Pay is saved by paying: the payment at Stripe and everything on the page are changed together. */
export function useSaveChoice({ orderId, clientSecret, noticeId, initially, fetchUpdates }: Options): SaveChoice {
  const [saves, setSaves] = useState(initially)
  const [isChanging, setChanging] = useState(false)
  const [note, setNote] = useState<string | null>(null)
  const running = useRef(false)

  async function change(next: boolean, why: string | null = null): Promise<boolean> {
    if (running.current || !noticeId) return false
    running.current = true
    setSaves(next)
    setChanging(true)
    setNote(why)
    const problem = await follow(next, noticeId)
    if (problem === null) {
      running.current = false
      setChanging(false)
      return true
    }
    // Until then nothing can be pressed.
    makeAgain(problem)
    return false
  }

  // Null once the payment and the whole page follow; else the problem to make the page again with, '' for none.
  async function follow(next: boolean, id: string): Promise<string | null> {
    try {
      if (!(await send(next, id))) return ''
      return (await fetchUpdates()) ? null : UNSURE
    } catch (error) {
      // A lost answer says nothing about the choice: only the server can tell which one stands.
      return refusalOf(error) ?? UNSURE
    }
  }

  async function pass(): Promise<string | null> {
    if (!noticeId) return null
    try {
      if (await send(saves, noticeId)) return null
      makeAgain('')
    } catch (error) {
      const code = refusalOf(error)
      if (!code) return NOT_PASSED
      makeAgain(code)
    }
    return OUT_OF_DATE
  }

  /** Gives whether the payment is still the one that this page is about. */
  async function send(next: boolean, id: string): Promise<boolean> {
    const body = next ? { save: { noticeId: id, agreed: true as const } } : {}
    const started = await startPayment(orderId, body, AbortSignal.timeout(PASS_MS))
    return started.clientSecret === clientSecret
  }

  // By the server, which knows what is agreed to and how the payment stands.
  function makeAgain(problem: string) {
    window.location.replace(`/checkout/${orderId}${problem && `?problem=${problem}`}`)
  }

  return { saves, isFixed: initially && !noticeId, isChanging, note, change, pass }
}

const UNSURE = 'choice_unsure'
const NOT_PASSED = 'This press charged nothing: your choice about saving couldn’t be passed on. Please press again.'

// The words on screen are not the current ones, or the payment is not what this page shows.
function refusalOf(error: unknown): string | null {
  return error instanceof ApiProblem && error.status < 500 ? error.code : null
}
