'use client'

import type { PaymentState } from '@/lib/domain/payment-status'
import { Checking } from './checking'
import { useAttempt } from './use-attempt'

/** Keeps a page about a payment up to date while its outcome is still to come. `later` is said once it stops asking. */
export function WaitForPayment({ id, state, later }: { id: string; state: PaymentState; later: string }) {
  const isAsking = useAttempt(id, state)
  return isAsking ? <Checking /> : <p className="text-base text-muted">{later}</p>
}
