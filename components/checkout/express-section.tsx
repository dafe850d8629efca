'use client'

import { useState } from 'react'
import { ElementBoundary } from './element-boundary'
import { ExpressForm, type ExpressFormProps } from './express-form'
import type { LoadedStripe } from './use-stripe-js'
import { WithElements } from './with-elements'

type Props = Omit<ExpressFormProps, 'onAbsent'> & { loaded: LoadedStripe; clientSecret: string }

/**
 * Amazon Pay by Stripe's Express Checkout Element. Only Stripe knows whether it can be used here: until it says so, and
 * wherever it does not, there is nothing to see. Its Elements are its own, so that what it confirms is never in doubt.
 */
export function ExpressSection({ loaded, clientSecret, ...form }: Props) {
  const [isAbsent, setAbsent] = useState(false)
  if (!loaded.stripe || isAbsent) return null
  return (
    <ElementBoundary fallback={null}>
      <WithElements stripe={loaded.stripe} clientSecret={clientSecret}>
        <ExpressForm {...form} onAbsent={() => setAbsent(true)} />
      </WithElements>
    </ElementBoundary>
  )
}
