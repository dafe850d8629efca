import { Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js'
import { loadStripe, type Stripe, type StripeElements, type StripeElementsOptions } from '@stripe/stripe-js'
import { StrictMode, useEffect, useState, type SubmitEvent } from 'react'
import { createRoot } from 'react-dom/client'
import type { ShopConfig, SeenEvent } from './elements-shop'

/** The page of a shop, written as Stripe's guides write it: it knows of no sandbox. */
const config = JSON.parse(decodeURIComponent(window.location.hash.slice(1))) as ShopConfig
const stripePromise = loadStripe(config.key)
const seen: SeenEvent[] = []

declare global {
  interface Window {
    seen: SeenEvent[]
    shop: { stripe: Stripe; elements: StripeElements }
  }
}

window.seen = seen
const note = (name: string) => (event: unknown) => {
  seen.push({ name, event: JSON.parse(JSON.stringify(event ?? null)) as unknown })
}

function Checkout() {
  const stripe = useStripe()
  const elements = useElements()
  const [problem, setProblem] = useState('')
  const [result, setResult] = useState('')

  useEffect(() => {
    if (stripe && elements) Object.assign(window, { shop: { stripe, elements } })
  }, [stripe, elements])

  async function pay(event: SubmitEvent) {
    event.preventDefault()
    if (!stripe || !elements) return
    setProblem('')
    const { error, paymentIntent } = await stripe.confirmPayment({
      elements,
      confirmParams: { return_url: `${window.location.origin}/back`, ...config.confirmParams },
      ...config.confirm,
      // With `if_required` there is a result, otherwise there is none: two signatures, one shop.
      redirect: 'if_required' as const,
      ...(config.redirect && ({ redirect: config.redirect } as object)),
    })
    setProblem(error?.message ?? '')
    setResult(paymentIntent?.status ?? '')
  }

  return (
    <form onSubmit={(event) => void pay(event)}>
      <PaymentElement
        {...(config.element && { options: config.element })}
        onChange={note('change')}
        onReady={() => note('ready')({})}
        onFocus={note('focus')}
        onBlur={note('blur')}
        onEscape={() => note('escape')({})}
        onLoaderStart={note('loaderstart')}
        onLoadError={note('loaderror')}
      />
      <button disabled={!stripe}>Pay</button>
      <p role="alert">{problem}</p>
      <output>{result}</output>
    </form>
  )
}

createRoot(document.getElementById('root') ?? document.body).render(
  <StrictMode>
    <Elements stripe={stripePromise} options={config.group as StripeElementsOptions}>
      <Checkout />
    </Elements>
  </StrictMode>,
)
