'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ApiProblem, callApi } from '@/lib/browser/api'
import { type PaymentMethodDto, removedDto } from '@/lib/contracts/payment-methods'
import { methodName } from './method-words'

type Removal = { isUnderWay: boolean; problem?: string }

/** The removals asked for on this page: which are under way, which failed and why, and what to say about the latest. */
export function useRemovals(methods: PaymentMethodDto[]) {
  const router = useRouter()
  const [removals, setRemovals] = useState<Record<string, Removal>>({})
  const [latest, setLatest] = useState<PaymentMethodDto | null>(null)
  const note = (id: string, removal: Removal) => setRemovals((others) => ({ ...others, [id]: removal }))

  async function remove(method: PaymentMethodDto) {
    const { id } = method
    note(id, { isUnderWay: true })
    setLatest(null)
    try {
      await callApi(`/api/payment-methods/${id}`, { method: 'DELETE', answer: removedDto })
      setLatest(method)
    } catch (error) {
      note(id, { isUnderWay: false, problem: sentenceFor(error) })
    }
    // Also after a failure: an answer that was lost may have been a yes.
    router.refresh()
  }

  return {
    remove,
    isRemoving: ({ id, status }: PaymentMethodDto) => status === 'removing' || removals[id]?.isUnderWay === true,
    problemOf: ({ id }: PaymentMethodDto) => removals[id]?.problem,
    announcement: latest && announcementFor(latest, methods),
  }
}

// The page's own list decides: it is gone when the server no longer lists it.
function announcementFor(removed: PaymentMethodDto, methods: PaymentMethodDto[]): string {
  return methods.some(({ id }) => id === removed.id)
    ? `${methodName(removed)} is being removed. If a charge is still under way, we wait for that first.`
    : `${methodName(removed)} was removed. It can’t be charged any more.`
}

function sentenceFor(error: unknown): string {
  return error instanceof ApiProblem && error.status < 500
    ? 'It wasn’t removed. Please load the page again and try once more.'
    : 'We’re not sure yet whether it was removed. You can try again: removing it twice does no harm.'
}
