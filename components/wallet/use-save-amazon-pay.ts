'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { ApiProblem } from '@/lib/browser/api'
import { forgetLeaving, hasEnded, rememberLeaving } from '@/lib/browser/back-from-amazon'
import { leaveForAmazon, type Started, StripeRefused } from '@/lib/browser/save-amazon-pay'
import { problemSentence } from '@/lib/domain/problems'
import { type LastTry, useLastTry } from './use-last-try'

type Options = {
  publishableKey: string
  /** Gives the try to confirm: asks the server for one, or has it already. */
  begin: (form: FormData) => Promise<Started>
}

export type SaveProgress = {
  phase: 'idle' | 'opening' | 'slow' | 'failed'
  problem: string | undefined
  lastTry: LastTry | null
}

const SLOW_MS = 5000

/** From pressing the button to leaving for Amazon, with everything that can keep a customer here. */
export function useSaveAmazonPay({ publishableKey, begin }: Options) {
  const [phase, setPhase] = useState<SaveProgress['phase']>('idle')
  const [problem, setProblem] = useState<string>()
  const router = useRouter()
  // The press of the button that is at work. Two clicks can arrive before the state of either is on screen, so this is not
  // state. One that Back has overtaken has nothing to say any more: its redirect worked, and a browser may keep it waiting.
  const running = useRef<symbol>(null)
  const lastTry = useLastTry(() => {
    running.current = null
    setPhase('idle')
  })

  useEffect(() => {
    if (phase !== 'opening') return
    const timer = setTimeout(() => setPhase('slow'), SLOW_MS)
    return () => clearTimeout(timer)
  }, [phase])

  useEffect(() => {
    const atWork = running
    return () => {
      atWork.current = null
    }
  }, [])

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (running.current) return
    const press = Symbol()
    running.current = press
    const isCurrent = () => running.current === press
    setPhase('opening')
    setProblem(undefined)
    try {
      await leave(await begin(new FormData(event.currentTarget)), isCurrent)
    } catch (error) {
      if (!isCurrent()) return
      running.current = null
      forgetLeaving()
      const elsewhere = error instanceof ApiProblem ? pageFor(error) : undefined
      if (elsewhere) return router.push(elsewhere)
      setPhase('failed')
      setProblem(sentenceFor(error))
    }
  }

  async function leave(started: Started, isCurrent: () => boolean) {
    rememberLeaving(started.id)
    try {
      await leaveForAmazon(publishableKey, started)
    } catch (error) {
      // Another tab may have finished this very try: then the return page knows, and this one would be wrong.
      const ended = isCurrent() && (await hasEnded(started.id))
      if (!ended || !isCurrent()) throw error
      router.push(`/return/${started.id}`)
    }
  }

  return { progress: { phase, problem, lastTry }, save }
}

// The words on screen are no longer the current ones, or nobody is signed in any more: this page cannot go on.
function pageFor({ code }: ApiProblem): string | undefined {
  if (code === 'notice_changed') return '/wallet/add?problem=notice_changed'
  if (code === 'unauthenticated') return '/sign-in?next=/wallet/add'
  return undefined
}

function sentenceFor(error: unknown): string {
  if (error instanceof ApiProblem) return problemSentence(error.code) ?? 'Nothing was saved. Please try again.'
  if (error instanceof StripeRefused) return 'Nothing was saved. Amazon Pay could not be opened. Please try again.'
  return 'Nothing was saved. Amazon Pay could not be opened. Check your connection and try again.'
}
