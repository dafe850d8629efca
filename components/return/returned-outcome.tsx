'use client'

import type { ReactNode } from 'react'
import { Checking } from '@/components/attempts/checking'
import { useAttempt } from '@/components/attempts/use-attempt'
import { Outcome } from '@/components/ui/outcome'
import type { Tone } from '@/components/ui/tone'

type Told = { tone: Tone; title: string; text: string; actions: ReactNode }

type Props = {
  id: string
  /** As the page shows it. */
  state: string
  /** Whether the outcome is still to come by itself, so that it is asked about. */
  waits: boolean
  told: Told
  /** Instead, for as long as it is asked about. */
  meanwhile?: Told | undefined
  /** Said once it is not asked about any more. */
  later?: ReactNode
  /** What else belongs to it. */
  children?: ReactNode
}

/**
 * How a try that the customer came back from stands, kept up to date while that is still to come. Its words, the title among
 * them, are one live region that is never replaced, so that every change is read out.
 */
export function ReturnedOutcome({ id, state, waits, told, meanwhile, later, children }: Props) {
  const isAsking = useAttempt(id, state, waits)
  const { tone, title, text, actions } = (isAsking && meanwhile) || told
  const words = (
    <>
      <p>{text}</p>
      {isAsking ? <Checking /> : waits && later && <div className="grid gap-2 text-base">{later}</div>}
    </>
  )
  return (
    <Outcome tone={tone} title={title} words={words} isLive focusTitle actions={actions}>
      {children}
    </Outcome>
  )
}
