import { type Context, Hono } from 'hono'
import { pageHeaders } from './page-headers'
import { challengeDonePath } from './pages/challenge-done-page'
import { framedPagePolicy, type RedirectPage, redirectPagePolicy, renderRedirectPage } from './pages/redirect-page'
import { BUSINESS_NAME } from './resources/account'
import { type Choice, type Trip, tripByAttempt, tripByNonce } from './redirect-trips'
import { returnAddress } from './return-address'
import type { World } from './world'

/** Finds a world by its account and applies what is due in it; undefined for an account nobody has opened. */
type WorldOf = (accountId: string) => World | undefined

/** The customer's way from the shop to the test page and back. */
export function redirectPages(worldOf: WorldOf): Hono {
  const app = new Hono()
  for (const path of ['/authorize/*', '/payment_methods/*', '/return/*']) app.use(path, pageHeaders(redirectPagePolicy))
  app.get('/authorize/:account/:nonce', (context) => {
    const trip = tripInPath(worldOf, context)
    if (!trip) return context.html(renderRedirectPage(unknownPage()), 404)
    const { kind, attempt, world } = trip
    const query = new URLSearchParams({ [`${kind}_attempt`]: attempt, merchant: world.accountId })
    return context.redirect(`/payment_methods/test_${kind}?${query}`)
  })
  for (const kind of ['setup', 'payment'] as const) {
    app.get(`/payment_methods/test_${kind}`, (context) => {
      const world = worldOf(context.req.query('merchant') ?? '')
      const trip = world && tripByAttempt(world, context.req.query(`${kind}_attempt`) ?? '')
      if (!trip) return context.html(renderRedirectPage(unknownPage(kind)), 404)
      return shown(context, pageFor(trip))
    })
  }
  app.get('/return/:account/:nonce', (context) => {
    const outcome = context.req.query('outcome')
    const trip = tripInPath(worldOf, context)
    if (!trip || !isChoice(outcome)) return context.html(renderRedirectPage(unknownPage()), 404)
    const after = decided(trip, outcome)
    const shows = outcome === 'expire' || after.redirect.outcome === 'abandoned'
    return shows ? shown(context, pageFor(after)) : context.redirect(backToShop(after))
  })
  return app
}

function shown(context: Context, page: RedirectPage) {
  if (page.method !== '3D Secure') return context.html(renderRedirectPage(page))
  return context.html(renderRedirectPage(page), 200, { 'Content-Security-Policy': framedPagePolicy })
}

function isChoice(value: string | undefined): value is Choice {
  return value === 'authorize' || value === 'fail' || value === 'expire'
}

/** The first visit decides; a reload or a second click finds it decided and changes nothing. */
function decided(trip: Trip, choice: Choice): Trip {
  if (trip.redirect.outcome !== null) return trip
  trip.world.transaction(() => trip.decide(choice))
  return tripByNonce(trip.world, trip.redirect.nonce) ?? trip
}

function pageFor(trip: Trip): RedirectPage {
  const { world, redirect, kind, amount } = trip
  const page = { kind, merchant: BUSINESS_NAME, method: trip.method, ...(amount !== undefined && { amount }) }
  if (redirect.outcome !== null) return { ...page, state: 'ended', backUrl: backToShop(trip), message: ending(trip) }
  const choose = (choice: Choice) => `/return/${world.accountId}/${redirect.nonce}?outcome=${choice}`
  return {
    ...page,
    state: 'open',
    authorizeUrl: choose('authorize'),
    failUrl: choose('fail'),
    expireUrl: choose('expire'),
  }
}

function ending({ redirect, intent, kind }: Trip): string {
  if (redirect.outcome === 'authorized') return `This ${kind} was authorized.`
  if (redirect.outcome === 'failed') return `This ${kind} failed.`
  if (redirect.outcome === 'expired') return `This ${kind} expired because nobody finished it within 10 minutes.`
  if (intent.status === 'canceled') return `The shop has cancelled this ${kind}.`
  return `This ${kind} was started again, so this page has no effect any more.`
}

function unknownPage(kind: Trip['kind'] = 'setup'): RedirectPage {
  const message = `The sandbox knows no ${kind} under this address.`
  return { kind, state: 'ended', merchant: BUSINESS_NAME, method: 'Amazon Pay', message }
}

function backToShop({ redirect, intent, kind }: Trip): string {
  const status = redirectStatus(redirect, intent)
  const back = { kind, id: intent.id, clientSecret: intent.client_secret ?? '', status }
  const address = returnAddress(redirect.returnUrl, back)
  const { pathname, search } = new URL(address)
  // A test that has js.stripe.com answered from here does so for what a page asks, not for where a redirect leads.
  return pathname === challengeDonePath ? `${pathname}${search}` : address
}

/** A hint only: authorized but not settled yet is `pending`. */
function redirectStatus(redirect: Trip['redirect'], intent: Trip['intent']): string {
  if (redirect.outcome !== 'authorized') return 'failed'
  if (intent.status === 'succeeded' || intent.status === 'requires_capture') return 'succeeded'
  // A card can be declined after its bank has asked its customer.
  return intent.status === 'requires_payment_method' ? 'failed' : 'pending'
}

function tripInPath(worldOf: WorldOf, context: Context): Trip | null {
  const world = worldOf(context.req.param('account') ?? '')
  return world ? tripByNonce(world, context.req.param('nonce') ?? '') : null
}
