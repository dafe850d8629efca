'use client'

import { useRef, useState } from 'react'
import { ApiProblem } from '@/lib/browser/api'
import { startPayment } from '@/lib/browser/start-payment'

export type SaveChoice = {
  saves: boolean
  /** The payment is being changed to match. */
  isChanging: boolean
  /** What is said under the opt-in. */
  note: string | null
  change: (saves: boolean, note?: string) => Promise<boolean>
}

type Options = {
  orderId: string
  clientSecret: string
  /** What is agreed to by ticking; without it nothing can be saved. */
  noticeId: string | undefined
  /** What the payment does now. */
  initially: boolean
  /** Lets an Element on the page read the changed payment; null says that it did. */
  fetchUpdates: () => Promise<string | null>
}

/** Whether Amazon Pay is saved by paying: the payment at Stripe and everything on the page are changed together. */
export function useSaveChoice({ orderId, clientSecret, noticeId, initially, fetchUpdates }: Options): SaveChoice {
  const [saves, setSaves] = useState(initially)
  const [isChanging, setChanging] = useState(false)
  const [note, setNote] = useState<string | null>(null)
  const running = useRef(false)

  /** Gives whether it worked; where it did not, the opt-in stands as before. */
  async function change(next: boolean, why: string | null = null): Promise<boolean> {
    if (running.current || !noticeId) return false
    running.current = true
    setSaves(next)
    setChanging(true)
    setNote(why)
    const wrong = await apply(next, noticeId)
    running.current = false
    setChanging(false)
    if (wrong === null) return true
    setSaves(!next)
    setNote(wrong)
    return false
  }

  async function apply(next: boolean, id: string): Promise<string | null> {
    try {
      const started = await startPayment(orderId, next ? { save: { noticeId: id, agreed: true } } : {})
      // Another payment has taken this one's place: the page has to be made again around it.
      if (started.clientSecret !== clientSecret) window.location.reload()
      return await fetchUpdates()
    } catch (error) {
      // The words on screen are not the current ones, or the payment is not what this page shows.
      if (error instanceof ApiProblem && error.status < 500)
        window.location.replace(`/checkout/${orderId}?problem=${error.code}`)
      return 'Your choice couldn’t be passed on, so nothing has changed. Please try again.'
    }
  }

  return { saves, isChanging, note, change }
}
