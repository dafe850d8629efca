import { type Context, Hono } from 'hono'
import type Stripe from 'stripe'
import { pageHeaders } from './page-headers'
import { redirectPagePolicy, renderRedirectPage } from './pages/redirect-page'
import { BUSINESS_NAME } from './resources/account'
import { authorizeSetup, failSetup } from './resources/setup-outcome'
import { returnAddress } from './return-address'
import type { Redirect } from './tables'
import type { World } from './world'

/** Finds a world by its account and applies what is due in it; undefined for an account nobody has opened. */
type WorldOf = (accountId: string) => World | undefined
type Trip = { world: World; redirect: Readonly<Redirect>; setupIntent: Readonly<Stripe.SetupIntent> }

/** The customer's way from the shop to the test page and back. */
export function redirectPages(worldOf: WorldOf): Hono {
  const app = new Hono()
  for (const path of ['/authorize/*', '/payment_methods/*', '/return/*']) app.use(path, pageHeaders(redirectPagePolicy))
  app.get('/authorize/:account/:nonce', (context) => {
    const trip = tripByNonce(worldOf, context)
    if (!trip) return context.html(renderRedirectPage(unknownPage()), 404)
    const query = new URLSearchParams({ setup_attempt: trip.redirect.setupAttempt, merchant: trip.world.accountId })
    return context.redirect(`/payment_methods/test_setup?${query}`)
  })
  app.get('/payment_methods/test_setup', (context) => {
    const trip = tripByAttempt(worldOf, context)
    return trip ? context.html(renderRedirectPage(pageFor(trip))) : context.html(renderRedirectPage(unknownPage()), 404)
  })
  app.get('/return/:account/:nonce', (context) => {
    const outcome = context.req.query('outcome')
    const trip = tripByNonce(worldOf, context)
    if (!trip || !isChoice(outcome)) return context.html(renderRedirectPage(unknownPage()), 404)
    const after = decided(trip, outcome)
    const shows = outcome === 'expire' || after.redirect.outcome === 'abandoned'
    return shows ? context.html(renderRedirectPage(pageFor(after))) : context.redirect(backToShop(after))
  })
  return app
}

type Choice = 'authorize' | 'fail' | 'expire'

function isChoice(value: string | undefined): value is Choice {
  return value === 'authorize' || value === 'fail' || value === 'expire'
}

/** The first visit decides; a reload or a second click finds it decided and changes nothing. */
function decided(trip: Trip, choice: Choice): Trip {
  const { world, redirect } = trip
  if (redirect.outcome !== null) return trip
  const { setupDecline, setupExpiry } = world.settings
  world.transaction(() => {
    if (choice === 'authorize') authorizeSetup(world, redirect)
    else if (choice === 'fail') failSetup(world, redirect, { outcome: 'failed', decline: setupDecline })
    else failSetup(world, redirect, { outcome: 'expired', decline: setupExpiry })
  })
  return tripOf(world, world.store.get('redirects', redirect.nonce)) ?? trip
}

function pageFor(trip: Trip): Parameters<typeof renderRedirectPage>[0] {
  const { world, redirect } = trip
  const page = { kind: 'setup', merchant: BUSINESS_NAME, method: 'Amazon Pay' } as const
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

function ending({ redirect, setupIntent }: Trip): string {
  if (redirect.outcome === 'authorized') return 'This setup was authorized.'
  if (redirect.outcome === 'failed') return 'This setup failed.'
  if (redirect.outcome === 'expired') return 'This setup expired because nobody finished it within 10 minutes.'
  if (setupIntent.status === 'canceled') return 'The shop has cancelled this setup.'
  return 'This setup was started again, so this page has no effect any more.'
}

function unknownPage(): Parameters<typeof renderRedirectPage>[0] {
  const message = 'The sandbox knows no setup under this address.'
  return { kind: 'setup', state: 'ended', merchant: BUSINESS_NAME, method: 'Amazon Pay', message }
}

function backToShop({ redirect, setupIntent }: Trip): string {
  const status = redirectStatus(redirect, setupIntent)
  return returnAddress(redirect.returnUrl, {
    id: setupIntent.id,
    clientSecret: setupIntent.client_secret ?? '',
    status,
  })
}

/** A hint only: authorized but not settled yet is `pending`. */
function redirectStatus(redirect: Readonly<Redirect>, setupIntent: Readonly<Stripe.SetupIntent>): string {
  if (redirect.outcome !== 'authorized') return 'failed'
  return setupIntent.status === 'succeeded' ? 'succeeded' : 'pending'
}

function tripByNonce(worldOf: WorldOf, context: Context): Trip | null {
  const world = worldOf(context.req.param('account') ?? '')
  return world ? tripOf(world, world.store.get('redirects', context.req.param('nonce') ?? '')) : null
}

function tripByAttempt(worldOf: WorldOf, context: Context): Trip | null {
  const world = worldOf(context.req.query('merchant') ?? '')
  const attempt = context.req.query('setup_attempt')
  if (!world) return null
  return tripOf(
    world,
    world.store.all('redirects').find((each) => each.setupAttempt === attempt),
  )
}

function tripOf(world: World, redirect: Readonly<Redirect> | undefined): Trip | null {
  const setupIntent = redirect && world.store.get('setup_intents', redirect.setupIntent)
  return redirect && setupIntent ? { world, redirect, setupIntent } : null
}
