import type Stripe from 'stripe'
import { idOf } from '../ids'
import { mayExpire } from '../machines/checkout-session'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { invalid, noSuch } from '../wire/errors'
import { page, pageParams } from '../wire/list'
import { changedMetadata } from '../wire/metadata'
import { missing, type Read } from '../wire/parameters'
import { expireSession, setExpiryTimer } from './checkout-expiry'
import { makeIntent } from './checkout-intent'
import { lineItemsOf } from './checkout-items'
import { modeOf } from './checkout-modes'
import { NOTHING_ENTERED } from './checkout-plan'
import { createParams, listParams, updateParams } from './checkout-session-params'
import { customerNamed } from './find'
import { type ChosenTypes, chosenTypes } from './intent-methods'
import { newCheckoutSession } from './new-checkout-session'

type Session = Readonly<Stripe.Checkout.Session>
type Given = Read<typeof createParams>

const PATH = '/v1/checkout/sessions'

export const checkoutSessionRoutes: Route[] = [
  { method: 'POST', path: PATH, handle: createSession },
  { method: 'GET', path: PATH, handle: listSessions },
  { method: 'GET', path: `${PATH}/:id`, handle: (call) => (readCall(call, {}), sessionInPath(call)) },
  { method: 'POST', path: `${PATH}/:id`, handle: updateSession },
  { method: 'GET', path: `${PATH}/:id/line_items`, handle: listLineItems },
  { method: 'POST', path: `${PATH}/:id/expire`, handle: expire },
]

function createSession(call: Call): Session {
  const mode = modeOf(call.form)
  const given = readCall(call, createParams)
  refuseVersionsWord(call, given)
  if (given.success_url === undefined) throw missing('success_url')
  const types = typesOf(call, given)
  const customer = given.customer === undefined ? null : customerNamed(call.world, given.customer)
  if (customer) refuseBesideCustomer(given)
  const expiresAt = expiryOf(call, given.expires_at)
  const session = newCheckoutSession(call, given, { mode, types, customer, expiresAt })
  const { description = null, metadata = {} } = given.setup_intent_data ?? {}
  call.world.store.put('checkout_sessions', session.id, session)
  call.world.store.put('checkout_plans', session.id, {
    id: session.id,
    types,
    intentData: { description, metadata: changedMetadata({}, metadata) },
    allowRedisplay: given.payment_method_data?.allow_redisplay ?? null,
    entered: NOTHING_ENTERED,
    problem: null,
    completedEvent: null,
  })
  setExpiryTimer(call.world, session.id, expiresAt)
  if (call.world.settings.checkoutSetupIntentFrom === 'create') makeIntent(call, session)
  return call.world.store.get('checkout_sessions', session.id) ?? session
}

function updateSession(call: Call): Session {
  const before = sessionInPath(call)
  const { metadata } = readCall(call, updateParams)
  if (metadata === undefined) return before
  const session = { ...before, metadata: changedMetadata(before.metadata ?? {}, metadata) }
  call.world.store.put('checkout_sessions', session.id, session)
  return session
}

function expire(call: Call): Session {
  readCall(call, {})
  const session = sessionInPath(call)
  mayExpire(session)
  return expireSession(call.world, session)
}

function listSessions(call: Call): object {
  const { created: within, customer, customer_details: details, ...rest } = readCall(call, listParams)
  const { payment_intent: intent, payment_link: link, status, subscription, ...paging } = rest
  const rows = call.world.store
    .all('checkout_sessions')
    .filter((each) => customer === undefined || idOf(each.customer) === customer)
    .filter((each) => details === undefined || each.customer_details?.email === details.email)
    .filter((each) => intent === undefined || idOf(each.payment_intent) === intent)
    .filter((each) => link === undefined || idOf(each.payment_link) === link)
    .filter((each) => subscription === undefined || idOf(each.subscription) === subscription)
    .filter((each) => (status === undefined || each.status === status) && (within?.(each.created) ?? true))
  return page(rows, paging, { url: PATH, noun: 'checkout.session' })
}

function listLineItems(call: Call): object {
  const session = sessionInPath(call)
  const paging = readCall(call, pageParams)
  const { data, url } = lineItemsOf(call.world, session.id)
  return page([...data].reverse(), paging, { url, noun: 'item' })
}

function sessionInPath(call: Call): Session {
  const session = call.world.store.get('checkout_sessions', pathId(call))
  if (session) return session
  throw noSuch('checkout.session', pathId(call), { param: 'session', path: true })
}

/** @throws StripeError 400 when none is left: Checkout, unlike an intent, would have nothing to show. */
function typesOf(call: Call, given: Given): ChosenTypes {
  const named = given.allowed_payment_method_types ?? given.payment_method_types
  if ('payment_method_types' in call.form || named) return suitable(chosenTypes(call, given, given.currency))
  if (given.currency === undefined) throw missing('currency')
  return suitable(chosenTypes(call, given, given.currency))
}

function suitable(types: ChosenTypes): ChosenTypes {
  if (types.payment_method_types.length > 0) return types
  throw invalid(
    'No valid payment method types for this Checkout Session. Please ensure that you have activated payment methods ' +
      'compatible with your chosen currency in your dashboard (https://dashboard.stripe.com/settings/payment_methods).',
  )
}

function refuseBesideCustomer(given: Given): void {
  const other = (['customer_creation', 'customer_email'] as const).find((name) => given[name] !== undefined)
  if (!other) return
  const message = `You may only specify one of these parameters: customer, ${other}.`
  throw invalid(message, { code: 'parameters_exclusive', param: 'customer' })
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
