'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { forgetKey, isDefinite, keyFor } from '@/lib/browser/attempt-key'
import { onKeptPageShown } from '@/lib/browser/back-from-amazon'
import { placeOrder, startAhead } from '@/lib/browser/order'
import { problemSentence } from '@/lib/domain/problems'
import { errorsOf, type OrderErrors, readOrder } from './read-order'

export type OrderProgress = {
  /** unsure: sent, and nobody knows whether it arrived. */
  phase: 'idle' | 'ordering' | 'slow' | 'unsure'
  errors: OrderErrors
  problem?: string
}

const IDLE: OrderProgress = { phase: 'idle', errors: {} }
const SLOW_MS = 5000
const PLACE = 'order-asked'

/** From pressing the button to the page where the order is paid. The same choice pressed again is the same order. */
export function useOrder(attemptKey: string) {
  const [progress, setProgress] = useState<OrderProgress>(IDLE)
  const { phase } = progress
  const isRunning = useRef(false)
  const handedOut = useRef(0)

  // A page that the browser has kept would order under a key that is used up.
  useEffect(() => onKeptPageShown(() => window.location.reload()), [])

  useEffect(() => {
    if (phase !== 'ordering') return
    const timer = setTimeout(() => setProgress((now) => ({ ...now, phase: 'slow' })), SLOW_MS)
    return () => clearTimeout(timer)
  }, [phase])

  // The key that came with the page first: a press before this script had loaded has sent that one.
  function freshKey(): string {
    handedOut.current += 1
    return handedOut.current === 1 ? attemptKey : `${attemptKey}.${handedOut.current}`
  }

  async function press(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isRunning.current) return
    const { body, errors } = readOrder(new FormData(event.currentTarget))
    if (!body) return setProgress({ phase: 'idle', errors })
    isRunning.current = true
    setProgress({ phase: 'ordering', errors: {} })
    try {
      const { id } = await placeOrder(body, keyFor(PLACE, body, freshKey))
      forgetKey(PLACE)
      await startAhead(id)
      leaveFor(`/checkout/${id}`)
    } catch (error) {
      isRunning.current = false
      if (!isDefinite(error)) return setProgress({ phase: 'unsure', errors: {}, problem: UNSURE })
      forgetKey(PLACE)
      const wrong = errorsOf(error.issues, body.items)
      const problem = Object.keys(wrong).length > 0 ? undefined : (problemSentence(error.code) ?? error.message)
      setProgress({ phase: 'idle', errors: wrong, ...(problem && { problem }) })
    }
  }

  return { progress, press }
}

// A full navigation and not the router's: the page carries a secret that no cache may keep.
function leaveFor(path: string): void {
  window.location.assign(path)
}

const UNSURE =
  'Nothing was charged. We’re not sure whether your order arrived. Press again: the same choice never makes a second order.'
