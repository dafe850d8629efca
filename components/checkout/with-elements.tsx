import { Elements } from '@stripe/react-stripe-js'
import type { Stripe } from '@stripe/stripe-js'
import type { ReactNode } from 'react'
import { useAppearance } from './use-appearance'

type Props = { stripe: Stripe; clientSecret: string; children: ReactNode }

/** Stripe's Elements for one payment, in our colours. What is inside confirms that payment and no other. */
export function WithElements({ stripe, clientSecret, children }: Props) {
  const appearance = useAppearance()
  return (
    <Elements stripe={stripe} options={{ clientSecret, appearance, locale: 'en' }}>
      {children}
    </Elements>
  )
}
