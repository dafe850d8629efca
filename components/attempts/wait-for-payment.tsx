'use client'

import type { PaymentState } from '@/lib/domain/payment-status'
import { Checking } from './checking'
import { useAttempt } from './use-attempt'

type Props = {
  id: string
  /** As the page shows it; unknown is asked about until something is known. */
  state: PaymentState | 'unknown'
  /** Said once it stops asking. */
  later: string
}

/** Keeps a page about a payment up to date while its outcome is still to come. */
export function WaitForPayment({ id, state, later }: Props) {
  const isAsking = useAttempt(id, state)
  return isAsking ? <Checking /> : <p className="text-base text-muted">{later}</p>
}
