'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { ApiProblem } from '@/lib/browser/api'
import { onKeptPageShown } from '@/lib/browser/back-from-amazon'
import {
  ask,
  type AskedCommand,
  type CommandDesk,
  type CommandKind,
  forgetCommand,
  unansweredCommand,
} from '@/lib/browser/payment-commands'
import { answerWords, type Note, refusalNote } from './command-words'
import type { FieldErrors } from './read-charge'
import { readCommand } from './read-command'

export type CommandProgress = {
  /** unsure: asked for, and nobody knows yet what became of it. */
  phase: 'idle' | 'asking' | 'slow' | 'unsure'
  /** What is being asked for, from the press of the button until it is answered. */
  asked?: AskedCommand
  /** Whether it was asked for before: then only this very command can be asked for. */
  repeats?: boolean
  /** What the latest press came to. */
  note?: Note
  errors: FieldErrors
}

const IDLE: CommandProgress = { phase: 'idle', errors: {} }
const SLOW_MS = 5000

/** From pressing a button to the answer, one command at a time. Until there is one, only that very command can be repeated. */
export function usePaymentCommand(desk: CommandDesk, attemptKey: string, currency: string) {
  const router = useRouter()
  const [progress, setProgress] = useState<CommandProgress>(IDLE)
  const { phase } = progress
  const definite = useRef(0)
  // The press that is at work. Two clicks can arrive before the state of either is on screen, so this is not state.
  const running = useRef<symbol>(null)

  const restore = useEffectEvent(() => {
    running.current = null
    const asked = unansweredCommand(desk)
    setProgress(asked ? { phase: 'unsure', asked, repeats: true, errors: {} } : IDLE)
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
    if (phase !== 'asking') return
    const timer = setTimeout(() => setProgress((now) => ({ ...now, phase: 'slow' })), SLOW_MS)
    return () => clearTimeout(timer)
  }, [phase])

  /** The key that came with the page first: a press before this script had loaded has sent that one. */
  function keyOf(kind: CommandKind): string {
    return commandKey(attemptKey, kind) + (definite.current === 0 ? '' : `.${definite.current}`)
  }

  async function press(kind: CommandKind, event: FormEvent<HTMLFormElement>, most: number) {
    event.preventDefault()
    if (running.current || phase === 'unsure') return
    const form = new FormData(event.currentTarget)
    const { asked, errors } = readCommand(kind, keyOf(kind), { form, most: { amount: most, currency } })
    if (!asked) return setProgress({ phase: 'idle', errors })
    await send(asked, false)
  }

  async function repeat() {
    if (!running.current && progress.asked) await send(progress.asked, true)
  }

  async function send(asked: AskedCommand, wasUnsure: boolean) {
    const mine = Symbol()
    running.current = mine
    setProgress({ phase: 'asking', asked, repeats: wasUnsure, errors: {} })
    let after: CommandProgress
    try {
      after = { phase: 'idle', note: answerWords(await ask(desk, asked), currency), errors: {} }
    } catch (error) {
      after = afterFailure(error, asked, wasUnsure)
    }
    if (after.phase === 'idle') {
      forgetCommand(desk)
      definite.current += 1
    }
    if (running.current !== mine) return
    running.current = null
    setProgress(after)
    // What the page shows is older than the answer, and after a refusal too: somebody else may have been quicker.
    if (Object.keys(after.errors).length === 0) router.refresh()
  }

  return { progress, press, repeat }
}

/** The key of a command that is asked for from one rendering of the page, as its plain form sends it. */
export function commandKey(attemptKey: string, kind: CommandKind): string {
  return `${attemptKey}.${kind}`
}

// Said before anybody looked whether it had been done: no news about a command that was sent earlier.
const SAYS_NOTHING = new Set([
  'unauthenticated',
  'forbidden',
  'foreign_origin',
  'too_many_requests',
  'payment_in_progress',
  'payment_changing',
])

function afterFailure(error: unknown, asked: AskedCommand, wasUnsure: boolean): CommandProgress {
  if (!(error instanceof ApiProblem) || error.status >= 500)
    return { phase: 'unsure', asked, repeats: true, errors: {} }
  const { code, message, issues } = error
  const note = refusalNote(code, message)
  if (wasUnsure && SAYS_NOTHING.has(code)) return { phase: 'unsure', asked, repeats: true, note, errors: {} }
  const errors = Object.fromEntries(issues.map(({ path, message }) => [path, message]))
  const isBesideFields = issues.length > 0 && issues.every(({ path }) => path === 'amount')
  return isBesideFields ? { phase: 'idle', errors } : { phase: 'idle', note, errors: {} }
}
