import type Stripe from 'stripe'
import { type TestWorld, choose, visit } from './sandbox-under-test'

export const SUCCESS_URL = 'https://shop.test/setup/done?session_id={CHECKOUT_SESSION_ID}'
export const CANCEL_URL = 'https://shop.test/setup?step=2'
export const BUYER = { email: 'sam@example.com' }
export const CARD = {
  method: 'card',
  cardNumber: '4242 4242 4242 4242',
  cardExpiry: '12 / 34',
  cardCvc: '123',
  billingName: 'Sam Rider',
}

type Params = Partial<Stripe.Checkout.SessionCreateParams>

/** A session that saves a card or an Amazon account. */
export function saveSession({ stripe }: TestWorld, params: Params = {}): Promise<Stripe.Checkout.Session> {
  return stripe.checkout.sessions.create({
    mode: 'setup',
    allowed_payment_method_types: ['card', 'amazon_pay'],
    success_url: SUCCESS_URL,
    cancel_url: CANCEL_URL,
    ...params,
  })
}

/** Two rides and a snack, $28.00. */
export function paySession({ stripe }: TestWorld, params: Params = {}): Promise<Stripe.Checkout.Session> {
  const item = (name: string, unit_amount: number) => ({ currency: 'usd', unit_amount, product_data: { name } })
  return stripe.checkout.sessions.create({
    mode: 'payment',
    allowed_payment_method_types: ['card', 'amazon_pay'],
    line_items: [
      { price_data: item('Moon ride', 1200), quantity: 2 },
      { price_data: item('Snack', 400), quantity: 1 },
    ],
    success_url: SUCCESS_URL,
    cancel_url: CANCEL_URL,
    ...params,
  })
}

export function pageOf(session: Stripe.Checkout.Session): string {
  if (!session.url) throw new Error(`${session.id} has no page.`)
  return session.url
}

/** What a browser does when the button is pressed; where it leads, without going there. */
export async function press(session: Stripe.Checkout.Session, fields: Record<string, string>): Promise<URL> {
  const response = await post(session, fields)
  return new URL(response.headers.get('location') ?? 'none:', session.url ?? undefined)
}

export function post(session: Stripe.Checkout.Session, fields: Record<string, string>): Promise<Response> {
  return fetch(pageOf(session), { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
}

/** To Amazon and back to Checkout, where the page of the shop or Checkout’s own follows. */
export async function atAmazon(
  session: Stripe.Checkout.Session,
  choice: 'Authorize' | 'Fail',
  fields: Record<string, string> = BUYER,
): Promise<URL> {
  const amazon = await press(session, { ...fields, method: 'amazon_pay' })
  const back = await choose(amazon.href, `${choice} Test ${session.mode === 'setup' ? 'Setup' : 'Payment'}`)
  const response = await fetch(back, { redirect: 'manual' })
  return new URL(response.headers.get('location') ?? 'none:', back)
}

/** The message the page shows about the last try. */
export async function problemShown(session: Stripe.Checkout.Session): Promise<string | undefined> {
  return /role="alert"[^>]*>([^<]*)/.exec((await visit(pageOf(session))).text)?.[1]
}
