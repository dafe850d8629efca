import type Stripe from 'stripe'
import { idOf } from '../ids'
import { mayExpire } from '../machines/checkout-session'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { noSuch } from '../wire/errors'
import { page, pageParams } from '../wire/list'
import { changedMetadata } from '../wire/metadata'
import { expireSession } from './checkout-expiry'
import { lineItemsOf } from './checkout-items'
import { listParams, updateParams } from './checkout-session-params'
import { createSession } from './create-checkout-session'
import { pageOf } from './new-checkout-session'
import { wantedOwner } from './owner'

type Session = Readonly<Stripe.Checkout.Session>

const PATH = '/v1/checkout/sessions'

export const checkoutSessionRoutes: Route[] = [
  { method: 'POST', path: PATH, handle: createSession },
  { method: 'GET', path: PATH, handle: listSessions },
  { method: 'GET', path: `${PATH}/:id`, handle: (call) => (readCall(call, {}), sessionInPath(call)) },
  { method: 'POST', path: `${PATH}/:id`, handle: updateSession },
  { method: 'GET', path: `${PATH}/:id/line_items`, handle: listLineItems },
  { method: 'POST', path: `${PATH}/:id/expire`, handle: expire },
  { method: 'GET', path: '/v1/elements/checkout_sessions/:id', handle: findPage, publishable: (page) => page },
]

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
  const { customer, customer_account: account, ...others } = readCall(call, listParams)
  const { created: within, customer_details: details, ...rest } = others
  const { payment_intent: intent, payment_link: link, status, subscription, ...paging } = rest
  const rows = call.world.store
    .all('checkout_sessions')
    .filter(wantedOwner(customer, account))
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

/** For `redirectToCheckout`, also of a session that is over. Stripe documents no such request; this one is the sandbox's. */
function findPage(call: Call): object {
  readCall(call, {})
  return { object: 'elements.checkout_session', url: pageOf(call, sessionInPath(call).id) }
}

function sessionInPath(call: Call): Session {
  const session = call.world.store.get('checkout_sessions', pathId(call))
  if (session) return session
  throw noSuch('checkout.session', pathId(call), { param: 'session', path: true })
}
