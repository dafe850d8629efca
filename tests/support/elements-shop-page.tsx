import {
  CardCvcElement,
  CardElement,
  CardExpiryElement,
  CardNumberElement,
  Elements,
  ExpressCheckoutElement,
  PaymentElement,
  useElements,
  useStripe,
} from '@stripe/react-stripe-js'
import {
  loadStripe,
  type Stripe,
  type StripeElements,
  type StripeElementsOptions,
  type StripeExpressCheckoutElementClickEvent,
} from '@stripe/stripe-js'
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

/** Lets a test call Stripe.js as the shop's own code would. */
function Counter() {
  const stripe = useStripe()
  const elements = useElements()
  useEffect(() => {
    if (stripe && elements) Object.assign(window, { shop: { stripe, elements } })
  }, [stripe, elements])
  return null
}

function Express() {
  const stripe = useStripe()
  const elements = useElements()
  const [problem, setProblem] = useState('')

  function answer({ resolve, reject }: StripeExpressCheckoutElementClickEvent) {
    if (config.click === 'reject') reject()
    else if (config.click !== 'nothing') resolve(config.click)
  }

  async function pay() {
    if (!stripe || !elements) return
    const submitted = await elements.submit()
    note('submitted')(submitted)
    const group = config.group as StripeElementsOptions
    const isSetup = group.mode === 'setup'
    const confirm = isSetup ? stripe.confirmSetup : stripe.confirmPayment
    // The secret is the group's or comes along: two signatures, one shop.
    const { error } = await confirm({
      elements,
      ...(config.secret && ({ clientSecret: config.secret } as object)),
      confirmParams: { return_url: `${window.location.origin}/back`, ...config.confirmParams },
    })
    setProblem(error.message ?? '')
  }

  return (
    <div id="express">
      <ExpressCheckoutElement
        {...(config.express && { options: config.express })}
        onReady={note('ready')}
        onClick={(event) => {
          note('click')(event)
          answer(event)
        }}
        onConfirm={(event) => {
          note('confirm')(event)
          void pay()
        }}
        onCancel={note('cancel')}
        onEscape={() => note('escape')({ elementType: 'expressCheckout' })}
        onLoadError={note('loaderror')}
        {...(config.express?.shippingAddressRequired && {
          onShippingAddressChange: (event) => {
            note('shippingaddresschange')(event)
            event.resolve()
          },
        })}
      />
      <p role="alert">{problem}</p>
    </div>
  )
}

const STYLE = { base: { color: 'rgb(1, 2, 3)', '::placeholder': { color: 'rgb(100, 100, 100)' } } }

function CardCheckout() {
  const stripe = useStripe()
  const elements = useElements()
  const [problem, setProblem] = useState('')
  const [result, setResult] = useState('')
  const isLine = config.card === 'line'

  async function pay(event: SubmitEvent) {
    event.preventDefault()
    const card = isLine ? elements?.getElement(CardElement) : elements?.getElement(CardNumberElement)
    if (!stripe || !card) return
    const secret = config.secret ?? ''
    const data = { payment_method: { card, billing_details: { name: 'Jo Card' } } }
    const isSetup = secret.startsWith('seti_')
    const { error, ...done } = isSetup
      ? await stripe.confirmCardSetup(secret, data)
      : await stripe.confirmCardPayment(secret, data)
    setProblem(error?.message ?? '')
    setResult(Object.values(done as Record<string, { status: string } | undefined>)[0]?.status ?? '')
  }

  return (
    <form onSubmit={(event) => void pay(event)}>
      <div id="card" style={{ width: 500 }}>
        {isLine ? (
          <CardElement options={{ style: STYLE }} onChange={note('change')} onReady={() => note('ready')({})} />
        ) : (
          <>
            <CardNumberElement onChange={note('change')} />
            <CardExpiryElement onChange={note('change')} />
            <CardCvcElement onChange={note('change')} onReady={() => note('ready')({})} />
          </>
        )}
      </div>
      <button disabled={!stripe}>Pay</button>
      <p role="alert">{problem}</p>
      <output>{result}</output>
    </form>
  )
}

createRoot(document.getElementById('root') ?? document.body).render(
  <StrictMode>
    <Elements stripe={stripePromise} options={config.group as StripeElementsOptions}>
      <Counter />
      {config.express && <Express />}
      {config.card ? <CardCheckout /> : config.element !== null && <Checkout />}
    </Elements>
  </StrictMode>,
)
