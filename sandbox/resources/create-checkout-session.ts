import type Stripe from 'stripe'
import type { Call } from '../wire/call'
import { readCall } from '../wire/call'
import { invalid } from '../wire/errors'
import { changedMetadata } from '../wire/metadata'
import { missing, type Read } from '../wire/parameters'
import { usualBillingMode } from '../wire/version'
import { setExpiryTimer } from './checkout-expiry'
import { makeIntent } from './checkout-intent'
import { type Bill, billFor } from './checkout-items'
import { modeOf } from './checkout-modes'
import { type CheckoutPlan, NOTHING_ENTERED, type SubscriptionData } from './checkout-plan'
import { createParams, type Mode } from './checkout-session-params'
import { customerNamed } from './find'
import { type ChosenTypes, chosenTypes, refuseDescriptorForCards } from './intent-methods'
import { newCheckoutSession } from './new-checkout-session'
import { billingMode } from './new-subscription'
import { ownerNamed } from './owner'
import { trialSettings } from './subscription-update'

type Given = Read<typeof createParams>

/** docs.stripe.com/api/checkout/sessions/create. The intent is made when the customer confirms. */
export function createSession(call: Call): Readonly<Stripe.Checkout.Session> {
  const mode = modeOf(call.form)
  const given = readCall(call, createParams)
  refuseVersionsWord(call, given)
  if (given.success_url === undefined) throw missing('success_url')
  const owner = ownerNamed(call.world, given)
  const customer = owner ? customerNamed(call.world, owner.customer) : null
  if (customer) refuseBesideCustomer(given)
  const expiresAt = expiryOf(call, given.expires_at)
  const bill = mode === 'setup' ? null : billFor(call, mode, given.line_items)
  if (bill) refuseOtherCurrency(bill, given.currency)
  const types = typesOf(call, given, bill?.currency ?? given.currency)
  refuseDescriptorForCards(types.payment_method_types, given.payment_intent_data?.statement_descriptor)
  const session = newCheckoutSession(call, given, { mode, types, customer, expiresAt, bill })
  call.world.store.put('checkout_sessions', session.id, session)
  call.world.store.put('checkout_plans', session.id, { id: session.id, types, ...planFor(call, mode, { given, bill }) })
  setExpiryTimer(call.world, session.id, expiresAt)
  const isEarly = mode === 'setup' && call.world.settings.checkoutSetupIntentFrom === 'create'
  if (isEarly) makeIntent(call, session)
  return call.world.store.get('checkout_sessions', session.id) ?? session
}

type Bought = { given: Given; bill: Bill | null }

function planFor(call: Call, mode: Mode, { given, bill }: Bought): Omit<CheckoutPlan, 'id' | 'types'> {
  const { description = null, metadata = {}, ...paymentData } = given.payment_intent_data ?? {}
  const ofIntent = mode === 'setup' ? (given.setup_intent_data ?? {}) : { description, metadata }
  return {
    intentData: {
      description: ofIntent.description ?? null,
      metadata: changedMetadata({}, ofIntent.metadata ?? {}),
    },
    paymentData,
    items: bill?.items ?? [],
    subscriptionData: mode === 'subscription' ? subscriptionData(call, given.subscription_data) : null,
    started: null,
    allowRedisplay: given.payment_method_data?.allow_redisplay ?? null,
    entered: NOTHING_ENTERED,
    problem: null,
    completedEvent: null,
  }
}

function subscriptionData(call: Call, given: Given['subscription_data']): SubscriptionData {
  const {
    billing_mode: mode,
    description = null,
    metadata = {},
    trial_period_days: trialDays = null,
    trial_settings: settings,
  } = given ?? {}
  const trial = settings ? trialSettings(settings) : null
  const billing = billingMode(mode?.type ?? usualBillingMode(call))
  return { description, metadata: changedMetadata({}, metadata), trialDays, trialSettings: trial, billingMode: billing }
}

/** @throws StripeError 400 when none is left: Checkout, unlike an intent, would have nothing to show. */
function typesOf(call: Call, given: Given, currency: string | undefined): ChosenTypes {
  const isNamed = given.allowed_payment_method_types !== undefined || 'payment_method_types' in call.form
  if (!isNamed && currency === undefined) throw missing('currency')
  const types = chosenTypes(call, given, currency)
  if (types.payment_method_types.length > 0) return types
  throw invalid(
    'No valid payment method types for this Checkout Session. Please ensure that you have activated payment methods ' +
      'compatible with your chosen currency in your dashboard (https://dashboard.stripe.com/settings/payment_methods).',
  )
}

function refuseBesideCustomer(given: Given): void {
  const other = (['customer_creation', 'customer_email'] as const).find((name) => given[name] !== undefined)
  if (!other) return
  const param = given.customer === undefined ? 'customer_account' : 'customer'
  const message = `You may only specify one of these parameters: ${param}, ${other}.`
  throw invalid(message, { code: 'parameters_exclusive', param })
}

function refuseOtherCurrency(bill: Bill, currency: string | undefined): void {
  if (currency === undefined || currency === bill.currency) return
  throw invalid(`The line items are in ${bill.currency}, and not in ${currency}.`, { param: 'currency' })
}

/** From thirty minutes to twenty-four hours (docs.stripe.com/api/checkout/sessions/create, `expires_at`). */
function expiryOf({ world }: Call, given: number | undefined): number {
  const now = world.now()
  if (given === undefined) return now + LONGEST_SECONDS
  const bad = (limit: string) =>
    invalid(`The \`expires_at\` timestamp must be ${limit} from Checkout Session creation.`, { param: 'expires_at' })
  if (given < now + SHORTEST_SECONDS) throw bad('at least 30 minutes')
  if (given > now + LONGEST_SECONDS) throw bad('less than 24 hours')
  return given
}

const SHORTEST_SECONDS = 30 * 60
const LONGEST_SECONDS = 24 * 3600

/** `hosted` became `hosted_page` with 2026-03-25.dahlia (docs.stripe.com/changelog/dahlia). */
function refuseVersionsWord({ version, versionNamed }: Call, { ui_mode: word }: Given): void {
  if (word !== 'hosted' || !versionNamed || version < '2026-03-25') return
  const message = 'Invalid ui_mode: must be one of elements, embedded_page, form, or hosted_page'
  throw invalid(message, { param: 'ui_mode' })
}
