'use client'

import { type FormEvent, useState } from 'react'
import { z } from 'zod'
import { ApiProblem, callApi } from '@/lib/browser/api'
import { problemSentence } from '@/lib/domain/problems'

const answer = z.object({ next: z.string() })

/**
 * Sends an account form in the background, so that what was typed stays when something is wrong with it. Before this script
 * has loaded, and without scripts at all, the form is sent by the browser to the same address.
 */
export function useAccountForm(path: string) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [errors, setErrors] = useState<Record<string, string>>({})

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const body = Object.fromEntries(new FormData(event.currentTarget))
    setBusy(true)
    setProblem(undefined)
    setErrors({})
    try {
      const { answer: done } = await callApi(path, { body, answer })
      // A full navigation: nothing that was rendered for somebody else stays on screen.
      window.location.assign(done.next)
    } catch (error) {
      setBusy(false)
      if (error instanceof ApiProblem && error.code === 'validation_failed')
        return setErrors(Object.fromEntries(error.issues.map(({ path, message }) => [path, message])))
      const known = error instanceof ApiProblem ? problemSentence(error.code) : undefined
      setProblem(known ?? 'We couldn’t be reached. Check your connection and try again.')
    }
  }

  return { busy, problem, errors, submit }
}
