import { randomBytes } from 'node:crypto'
import Stripe from 'stripe'
import { sandboxKeys } from '../../scripts/launcher/app-environment.mjs'
import { sandboxControl } from '../support/sandbox'
import { paidTwice } from './checkers/once'
import { switchOnFaults } from './faults'
import { authorize, stripeFor } from './people'
import { between, randomFor } from './random'

/** What came of a program that is known to charge twice. */
export type Controlled = { name: string; orders: number; doubles: number; paid: number }

type KeyOf = (orderId: string, tries: number, stored500s: number) => string

/**
 * Programs that are written every day. Both create and confirm in one call, and ask again until Stripe says yes or no.
 * A harness that does not catch them would not catch us either.
 */
const CONTROLS: { name: string; keyOf: KeyOf }[] = [
  { name: 'A: a fresh key for every try', keyOf: (orderId, tries) => `${orderId}:${tries}` },
  { name: 'B: a stable key, and a new one after a 500', keyOf: (orderId, _tries, errors) => `${orderId}:${errors}` },
]
const AT_ONCE = 16
const TRIES = 8

type Wanted = { sandboxUrl: string; orders: number; faults: number; seed: number }

/** Runs both against the sandbox that the shop ran against, each in a world of its own, under the same faults. */
export async function runControls(wanted: Wanted): Promise<Controlled[]> {
  return Promise.all(CONTROLS.map((control) => runControl(control, wanted)))
}

async function runControl({ name, keyOf }: (typeof CONTROLS)[number], wanted: Wanted): Promise<Controlled> {
  const { sandboxUrl, orders, faults, seed } = wanted
  const { secretKey } = sandboxKeys(randomBytes(12).toString('hex'))
  const [stripe, control] = [stripeFor(sandboxUrl, secretKey), sandboxControl(sandboxUrl, secretKey)]
  const saved = await saveMethod(stripe)
  await control.outcomes({ offSessionDeclineShare: 0.1, offSessionDeclineSeed: seed })
  await switchOnFaults(control, faults, seed)
  const random = randomFor(seed, name)
  const waiting = Array.from({ length: orders }, (_, number) => ({
    id: `order-${number}`,
    amount: between(random, 50, 20_000),
  }))
  const clerk = async () => {
    for (let order = waiting.pop(); order; order = waiting.pop()) await charge(stripe, { ...order, ...saved, keyOf })
  }
  await Promise.all(Array.from({ length: AT_ONCE }, clerk))
  const { payment_intents: intents, charges } = (await control.state()).objects
  const paid = intents.filter(({ status }) => status === 'succeeded').length
  return { name, orders, paid, doubles: paidTwice(intents, charges).length }
}

type Charge = { id: string; amount: number; customer: string; method: string; keyOf: KeyOf }

async function charge(stripe: Stripe, { id, amount, customer, method, keyOf }: Charge): Promise<void> {
  let errors = 0
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      await stripe.paymentIntents.create(
        {
          amount,
          currency: 'usd',
          customer,
          payment_method: method,
          allowed_payment_method_types: ['amazon_pay'],
          off_session: true,
          confirm: true,
          metadata: { order_id: id },
        },
        { idempotencyKey: keyOf(id, tries, errors) },
      )
      return
    } catch (error) {
      const status = error instanceof Stripe.errors.StripeError ? error.statusCode : undefined
      if (status === 402) return
      if (status === 500) errors++
    }
  }
}

async function saveMethod(stripe: Stripe): Promise<{ customer: string; method: string }> {
  const { id: customer } = await stripe.customers.create({ email: 'robin@example.com' })
  const setup = await stripe.setupIntents.create({ customer, allowed_payment_method_types: ['amazon_pay'] })
  const confirmed = await stripe.setupIntents.confirm(setup.id, {
    payment_method_data: { type: 'amazon_pay' },
    mandate_data: {
      customer_acceptance: { type: 'online', online: { ip_address: '203.0.113.7', user_agent: 'Mozilla/5.0 (test)' } },
    },
    return_url: 'https://shop.test/done',
  })
  await authorize(confirmed)
  return { customer, method: String(confirmed.payment_method) }
}
