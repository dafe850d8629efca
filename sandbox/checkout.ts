import { type Context, Hono } from 'hono'
import type Stripe from 'stripe'
import { fieldOf, methodFrom, problemWith, readSubmitted } from './checkout-form'
import { askedOf, checkoutView, successUrl } from './checkout-view'
import { shopHasAnswered } from './checkout-wait'
import { API_VERSION } from './wire/api-version'
import { pageHeaders } from './page-headers'
import { checkoutPagePolicy, renderCheckoutPage } from './pages/checkout-page'
import { planOf } from './resources/checkout-completion'
import { confirmSession } from './resources/checkout-intent'
import { readBody } from './wire/body'
import type { Call } from './wire/call'
import { clientOf } from './wire/client'
import { StripeError } from './wire/errors'
import type { World } from './world'

type CheckoutOptions = {
  /** The world a session belongs to, with what is due in it applied; undefined for a session nobody made. */
  worldOfSession: (session: string) => World | undefined
  originOf: (context: Context) => string
}

/** Hosted Checkout: one page, a form that works without script, and the way back from Amazon or a bank. */
export function checkoutPages({ worldOfSession, originOf }: CheckoutOptions): Hono {
  const app = new Hono()
  app.onError((error, context) => {
    if (error instanceof StripeError) return context.text(error.message, 400)
    throw error
  })
  for (const path of ['/c/pay/*', '/c/return/*']) app.use(path, pageHeaders(checkoutPagePolicy))
  const visitOf = (context: Context): Visit | null => {
    const id = context.req.param('session') ?? ''
    const world = worldOfSession(id)
    const session = world?.store.get('checkout_sessions', id)
    return world && session ? { world, session } : null
  }
  app.get('/c/pay/:session', (context) => show(context, visitOf(context)))
  app.get('/c/return/:session', (context) => {
    const visit = visitOf(context)
    return visit?.session.status === 'complete' ? leave(context, visit) : back(context, visit)
  })
  app.post('/c/pay/:session', async (context) => {
    const body = await readBody(context)
    const visit = visitOf(context)
    if (visit?.session.status === 'complete') return leave(context, visit)
    if (visit?.session.status !== 'open') return back(context, visit)
    const next = submit(callOf(context, visit.world, originOf(context)), visit.session, body)
    if (next !== null) return context.redirect(next, 303)
    const after = visitOf(context)
    return after?.session.status === 'complete' ? leave(context, after) : back(context, visit)
  })
  return app
}

type Visit = { world: World; session: Readonly<Stripe.Checkout.Session> }

function show(context: Context, visit: Visit | null): Response | Promise<Response> {
  const page = checkoutView(visit)
  // Nothing tells a page without script that the wait is over.
  if (page.state === 'waiting') context.header('Refresh', '2')
  return context.html(renderCheckoutPage(page), page.state === 'unknown' ? 404 : 200)
}

function back(context: Context, visit: Visit | null): Response | Promise<Response> {
  return visit ? context.redirect(`/c/pay/${visit.session.id}`, 303) : show(context, null)
}

/** To the shop, once it has heard of the session. */
async function leave(context: Context, { world, session }: Visit): Promise<Response> {
  await shopHasAnswered(world, planOf(world, session.id).completedEvent)
  return context.redirect(successUrl(session), 303)
}

/** Where the customer goes next, when that is not the shop and not this page again. */
function submit(call: Call, session: Readonly<Stripe.Checkout.Session>, body: string): string | null {
  const { world } = call
  const submitted = readSubmitted(body)
  const { entered } = submitted
  const asked = askedOf(session)
  const problem = problemWith(submitted, asked)
  const remember = (found: typeof problem) =>
    world.store.put('checkout_plans', session.id, { ...planOf(world, session.id), entered, problem: found })
  world.transaction(() => remember(problem))
  if (problem) return null
  const { allowRedisplay } = planOf(world, session.id)
  try {
    return world.transaction(() => {
      const outcome = confirmSession(call, session, methodFrom(submitted, { email: asked.email, allowRedisplay }))
      return outcome instanceof StripeError ? null : (outcome.next_action?.redirect_to_url?.url ?? null)
    })
  } catch (error) {
    if (!(error instanceof StripeError)) throw error
    world.transaction(() => remember({ message: error.message, field: fieldOf(error.fields.param) }))
    return null
  }
}

/** The page speaks to the API as any browser does, with no more rights than one. */
function callOf(context: Context, world: World, origin: string): Call {
  const { path } = context.req
  const client = clientOf(context)
  return {
    world,
    key: 'publishable',
    version: API_VERSION,
    versionNamed: true,
    form: {},
    ids: {},
    path,
    client,
    origin,
  }
}
