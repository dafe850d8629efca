'use client'

import { useEffect } from 'react'
import { forgetPaying } from '@/lib/browser/pay-saved'

/** The page shows what a try with a saved method came to, so the next press is a new try. */
export function ForgetPaying({ orderId }: { orderId: string }) {
  useEffect(() => forgetPaying(orderId), [orderId])
  return null
}
