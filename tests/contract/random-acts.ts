import type { Outcomes } from '../../sandbox/control-types'
import { between, oneOf } from '../campaign/random'
import { BUYER, CARD, paySession, press, saveSession } from './checkout'
import { type Act, type Here, any, bill, contest, end, giveBack } from './random-acts-after'
import { AMAZON_PAY, CONSENT, RETURN_URL, visit } from './sandbox-under-test'
import { priceOf } from './subscribers'

const DAY = 86_400
const CARDS = [
  'pm_card_visa',
  'pm_card_chargeDeclined',
  'pm_card_threeDSecure2Required',
  'pm_card_createDispute',
  'pm_card_pendingRefund',
  'pm_card_refundFail',
]

async function someone(here: Here): Promise<string> {
  const { world, objects, random } = here
  if (objects.customers.length > 0 && random() < 0.8) return any(here, objects.customers)
  return (await world.stripe.customers.create({ email: `sam${between(random, 1, 99)}@example.com` })).id
}

const save: Act = async (here) => {
  const { stripe } = here.world
  const types = { allowed_payment_method_types: ['amazon_pay', 'card'] as const }
  const { id } = await stripe.setupIntents.create({ ...types, customer: await someone(here) } as object)
  const card = { payment_method: oneOf(here.random, CARDS), return_url: RETURN_URL }
  const amazon = { payment_method_data: AMAZON_PAY, mandate_data: CONSENT, return_url: RETURN_URL }
  await stripe.setupIntents.confirm(id, here.random() < 0.2 ? card : amazon)
}

const pay: Act = async (here) => {
  const { random } = here
  const { stripe } = here.world
  const saves = random() < 0.3
  const { id } = await stripe.paymentIntents.create({
    amount: between(random, 100, 9000),
    currency: 'usd',
    allowed_payment_method_types: ['amazon_pay', 'card'],
    capture_method: oneOf(random, ['automatic', 'automatic_async', 'manual']),
    customer: await someone(here),
    ...(saves && { setup_future_usage: 'off_session' }),
  })
  const method = random() < 0.5 ? { payment_method: oneOf(random, CARDS) } : { payment_method_data: AMAZON_PAY }
  const consent = saves ? { mandate_data: CONSENT } : {}
  await stripe.paymentIntents.confirm(id, { ...method, ...consent, return_url: RETURN_URL })
}

const chargeAway: Act = async (here) => {
  const { stripe } = here.world
  const saved = here.objects.payment_methods.filter((method) => method.customer !== null)
  if (saved.length === 0) return save(here)
  const method = oneOf(here.random, saved)
  const { id } = await stripe.paymentIntents.create({
    amount: between(here.random, 100, 9000),
    currency: 'usd',
    allowed_payment_method_types: ['amazon_pay', 'card'],
    capture_method: oneOf(here.random, ['automatic', 'automatic_async', 'manual']),
    customer: String(method.customer),
  })
  return stripe.paymentIntents.confirm(id, { payment_method: method.id, off_session: true })
}

/** Somebody on the test page, also on one that is over. */
const decide: Act = async ({ objects: { payment_intents, setup_intents }, random }) => {
  const pages = [...payment_intents, ...setup_intents].flatMap(
    (intent) => intent.next_action?.redirect_to_url?.url ?? [],
  )
  if (pages.length === 0) return undefined
  const { links } = await visit(oneOf(random, pages))
  const names = Object.keys(links).filter((name) => random() < 0.6 || name.startsWith('Authorize'))
  const link = links[oneOf(random, names)]
  return link && fetch(link, { redirect: 'manual' })
}

const onIntent: Act = (here) => {
  const { paymentIntents } = here.world.stripe
  const { random } = here
  const id = any(here, here.objects.payment_intents)
  const held = any(here, here.objects.payment_intents, ({ status }) => status === 'requires_capture')
  const acts: (() => Promise<unknown>)[] = [
    () => paymentIntents.cancel(id),
    () => paymentIntents.capture(held),
    () => paymentIntents.capture(held, { amount_to_capture: between(random, 1, 3000) }),
    () => paymentIntents.update(id, { metadata: { seen: String(between(random, 1, 9)) } }),
    () => paymentIntents.update(id, { amount: between(random, 100, 9000) }),
    () => paymentIntents.confirm(id, { payment_method_data: AMAZON_PAY, return_url: RETURN_URL }),
    () => paymentIntents.confirm(id, { payment_method: any(here, here.objects.payment_methods), off_session: true }),
    () => here.world.stripe.setupIntents.cancel(any(here, here.objects.setup_intents)),
  ]
  return oneOf(random, acts)()
}

const subscribe: Act = async (here) => {
  const { world, random, objects } = here
  const saved = objects.payment_methods.filter((method) => method.customer !== null)
  const method = saved.length > 0 && random() < 0.8 ? oneOf(random, saved) : null
  const price = objects.prices.find(({ recurring }) => recurring)?.id ?? (await priceOf(world)).id
  await world.stripe.subscriptions.create({
    customer: method ? String(method.customer) : await someone(here),
    items: [{ price }],
    ...(method ? { default_payment_method: method.id } : { payment_behavior: 'default_incomplete' }),
    ...(random() < 0.3 && { trial_period_days: 5 }),
  })
}

const checkOut: Act = async (here) => {
  const { world, random, objects } = here
  const open = objects.checkout_sessions.filter(({ status }) => status === 'open')
  if (open.length > 0 && random() < 0.3) return world.stripe.checkout.sessions.expire(oneOf(random, open).id)
  const made = await (random() < 0.5 ? paySession(world) : saveSession(world, { customer: await someone(here) }))
  const method = random() < 0.5 ? CARD : { method: 'amazon_pay' }
  return press(oneOf(random, [...open, made]), { ...BUYER, ...method } as Record<string, string>)
}

const OUTCOMES: Outcomes[] = [
  ...(['decline', 'processing', 'late'] as const).flatMap((next) => [{ nextSetup: next }, { nextPayment: next }]),
  { nextOffSession: 'decline' },
  { nextOffSession: 'processing' },
  { nextOffSession: 'late_failure' },
  { nextRefund: 'late_failure' },
  { nextRefund: 'stay_pending' },
  { releasesAreRefunds: true },
  { failedChargeExists: false },
  { declineDetaches: true },
  { revocationDetaches: true },
  { savedOnSession: 'redirect' },
  { detachOrder: 'method_first' },
  { detachClearsDefaults: false },
  { invoiceRetriesEnd: 'unpaid' },
  { invoiceRetriesEnd: 'past_due' },
  { disputeFeeReturned: true },
  { checkoutSetupIntentFrom: 'create' },
]

const wish: Act = ({ world, random }) => world.control.outcomes(oneOf(random, OUTCOMES))
const wait: Act = ({ world, random }) =>
  world.control.advanceClock(oneOf(random, [3, 61, 601, 4000, DAY, 3 * DAY, 8 * DAY, 32 * DAY]))

export const ACTS: Act[] = [
  ...[save, save, pay, pay, pay, chargeAway, chargeAway, decide, decide, decide, decide, onIntent, onIntent],
  ...[
    giveBack,
    giveBack,
    giveBack,
    giveBack,
    contest,
    contest,
    end,
    subscribe,
    bill,
    bill,
    checkOut,
    checkOut,
    wish,
    wait,
    wait,
  ],
]
