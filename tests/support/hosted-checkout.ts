import { agreement, newCustomer, rowOf } from './saving'
import { atAmazon, BUYER, CARD, press } from '../contract/checkout'
import type Stripe from 'stripe'
import type { SignedInCustomer } from '@/lib/server/auth/session'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { startSetup, type StartSetup } from '@/lib/server/payment-methods/start-setup'
import { openSession } from '@/lib/server/setups/open-session'

/** Files a try on Stripe's hosted page. */
export async function startHosted(customer: SignedInCustomer, changes: Partial<StartSetup> = {}) {
  const noticeId = (await currentNotice('any_method')).id
  return startSetup(await agreement(customer, { noticeId, methods: 'card_and_amazon_pay', ...changes }))
}

/** The same, with the page that the customer is sent to. */
export async function openHosted(customer: SignedInCustomer, changes: Partial<StartSetup> = {}) {
  const setup = await startHosted(customer, changes)
  const url = await openSession(setup)
  const { stripeSessionId } = await rowOf(setup.id)
  return { setupId: setup.id, url, stripeSessionId: stripeSessionId ?? '' }
}

type Page = { url: string }

/** Saves a card there, one that works unless another number is given. Gives where Stripe leads to. */
export function saveCard({ url }: Page, cardNumber = CARD.cardNumber): Promise<URL> {
  return press(asSession(url), { ...BUYER, ...CARD, cardNumber })
}

/** Goes to Amazon from there, and answers its page. Gives where Stripe leads to. */
export function saveAmazon({ url }: Page, choice: 'Authorize' | 'Fail' = 'Authorize'): Promise<URL> {
  return atAmazon(asSession(url), choice)
}

/** A customer who has a Stripe Customer already, because they went to a hosted page and saved a card. */
export async function knownCustomer(save: (setupId: string) => Promise<unknown>): Promise<SignedInCustomer> {
  const customer = await newCustomer()
  const page = await openHosted(customer)
  await saveCard(page)
  await save(page.setupId)
  return customer
}

// The page's address and what it is for are all that a browser has of a session.
const asSession = (url: string) => ({ url, mode: 'setup' }) as Stripe.Checkout.Session
