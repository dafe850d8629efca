'use client'

import type { Stripe } from '@stripe/stripe-js'
import { useEffect, useState } from 'react'
import { stripeJs } from '@/lib/browser/stripe-js'

export type LoadedStripe = { stripe: Stripe | null; hasFailed: boolean; retry: () => void }

/** Stripe.js once it has loaded, or that it could not be. */
export function useStripeJs(publishableKey: string): LoadedStripe {
  const [stripe, setStripe] = useState<Stripe | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const [tries, setTries] = useState(0)

  useEffect(() => {
    let isCurrent = true
    stripeJs(publishableKey).then(
      (loaded) => isCurrent && setStripe(loaded),
      () => isCurrent && setFailed(true),
    )
    return () => {
      isCurrent = false
    }
  }, [publishableKey, tries])

  function retry() {
    setFailed(false)
    setTries((count) => count + 1)
  }

  return { stripe, hasFailed, retry }
}
