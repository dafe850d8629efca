'use client'

import { type FormEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { ApiProblem } from '@/lib/browser/api'
import { onKeptPageShown } from '@/lib/browser/back-from-amazon'
import { type AskedCharge, charge, type Desk, forgetCharge, unansweredCharge } from '@/lib/browser/charge'
import { type FieldErrors, readCharge } from './read-charge'

export type ChargeProgress = {
  /** unsure: asked for, and nobody knows yet what became of it. */
  phase: 'idle' | 'charging' | 'slow' | 'unsure'
  /** What is being charged, from the press of the button until its outcome is known. */
  asked?: AskedCharge
  /** Whether it was asked for before: then only this very charge can be asked for. */
  repeats?: boolean
  problem?: string
  errors: FieldErrors
}

const IDLE: ChargeProgress = { phase: 'idle', errors: {} }
const SLOW_MS = 5000

/** From pressing the button to the page that shows the outcome. Until there is one, every press repeats the same charge. */
export function useCharge(desk: Desk, attemptKey: string) {
  const [progress, setProgress] = useState<ChargeProgress>(IDLE)
  const { phase, asked } = progress
  const definite = useRef(0)
  // The press that is at work. Two clicks can arrive before the state of either is on screen, so this is not state.
  const running = useRef<symbol>(null)

  const restore = useEffectEvent(() => {
    running.current = null
    const unanswered = unansweredCharge(desk)
    setProgress(unanswered ? { phase: 'unsure', asked: unanswered, repeats: true, errors: {} } : IDLE)
  })
  useEffect(() => {
    const atWork = running
    const timer = setTimeout(() => atWork.current === null && restore())
    const stop = onKeptPageShown(() => restore())
    return () => {
      clearTimeout(timer)
      stop()
      atWork.current = null
    }
  }, [])

  useEffect(() => {
    if (phase !== 'charging') return
    const timer = setTimeout(() => setProgress((now) => ({ ...now, phase: 'slow' })), SLOW_MS)
    return () => clearTimeout(timer)
  }, [phase])

  async function press(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (running.current) return
    if (phase === 'unsure' && asked) return send(asked)
    const { body, errors } = readCharge(new FormData(event.currentTarget), desk.customerId)
    if (!body) return setProgress({ phase: 'idle', errors })
    // The key that came with the page first: a press before this script had loaded has sent that one.
    const key = definite.current === 0 ? attemptKey : `${attemptKey}.${definite.current}`
    await send({ key, body })
  }

  async function send(now: AskedCharge) {
    const mine = Symbol()
    running.current = mine
    setProgress({ phase: 'charging', asked: now, repeats: phase === 'unsure', errors: {} })
    try {
      const { id } = await charge(desk, now)
      definite.current += 1
      if (running.current === mine) leaveFor(`/console/payments/${id}`)
    } catch (error) {
      const after = afterFailure(error, now, phase === 'unsure')
      if (after.phase === 'idle') {
        forgetCharge(desk)
        definite.current += 1
      }
      if (running.current !== mine) return
      running.current = null
      setProgress(after)
    }
  }

  return { progress, press }
}

// A full navigation and not the router's: whoever comes back finds a page with a new key.
function leaveFor(path: string): void {
  window.location.assign(path)
}

// Said before anybody looked whether the charge had been made: no news about one that was asked for earlier.
const SAYS_NOTHING = new Set(['unauthenticated', 'forbidden', 'foreign_origin', 'too_many_requests'])

function afterFailure(error: unknown, asked: AskedCharge, wasUnsure: boolean): ChargeProgress {
  if (!(error instanceof ApiProblem) || error.status >= 500)
    return { phase: 'unsure', asked, repeats: true, errors: {} }
  const { code, message, issues } = error
  if (wasUnsure && SAYS_NOTHING.has(code))
    return { phase: 'unsure', asked, repeats: true, problem: message, errors: {} }
  const errors = Object.fromEntries(issues.map(({ path, message }) => [path, message]))
  const isBesideFields = issues.length > 0 && issues.every(({ path }) => FIELDS.has(path))
  if (isBesideFields) return { phase: 'idle', errors }
  // The key was sent with other details before, for instance by the plain form: that charge may well have been made.
  if (code === 'idempotency_key_reused') return { phase: 'idle', errors, problem: SENT_BEFORE }
  return { phase: 'idle', errors, problem: `Nothing was charged. ${message}` }
}

const SENT_BEFORE =
  'A charge was sent from this page before, with other details. Look at this customer’s payments before you charge again.'
const FIELDS = new Set(['amount', 'currency', 'description', 'paymentMethodId'])
