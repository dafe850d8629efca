import { type Context, Hono } from 'hono'
import { checkoutPages } from './checkout'
import { control } from './control'
import { type DataFolder, claimDataFolder } from './data-folder'
import { loopbackHost } from './loopback-host'
import { type OpenWorld, startWorld } from './open-world'
import { elementAssets, elementPages, elementPolicy } from './pages/element-pages'
import {
  challengeDoneAssets,
  challengeDonePage,
  challengeDonePath,
  challengeDonePolicy,
} from './pages/challenge-done-page'
import { redirectAssets } from './pages/redirect-page'
import { renderWorldPage, worldAssets, worldPagePolicy } from './pages/world-page'
import { pageHeaders } from './page-headers'
import { redirectPages } from './redirect'
import { accountRoutes } from './resources/account'
import { balanceRoutes } from './resources/balance'
import { chargeRoutes } from './resources/charges'
import { checkoutSessionRoutes } from './resources/checkout-sessions'
import { confirmationTokenRoutes } from './resources/confirmation-tokens'
import { customerAccountRoutes } from './resources/customer-accounts'
import { customerRoutes } from './resources/customers'
import { disputeRoutes } from './resources/disputes'
import { elementsSessionRoutes } from './resources/elements-session'
import { eventRoutes } from './resources/events'
import { expressCheckoutRoutes } from './resources/express-checkout'
import { invoicePaymentRoutes } from './resources/invoice-payments'
import { invoiceRoutes } from './resources/invoices'
import { mandateRoutes } from './resources/mandates'
import { paymentIntentRoutes } from './resources/payment-intents'
import { paymentMethodRoutes } from './resources/payment-methods'
import { priceRoutes } from './resources/prices'
import { productRoutes } from './resources/products'
import { refundRoutes } from './resources/refunds'
import { searchRoutes } from './resources/search'
import { setupAttemptRoutes } from './resources/setup-attempts'
import { setupIntentRoutes } from './resources/setup-intents'
import { subscriptionRoutes } from './resources/subscriptions'
import { tokenRoutes } from './resources/tokens'
import { webhookEndpointRoutes } from './resources/webhook-endpoints'
import { stripeJsSource } from './stripe-js/source'
import { api } from './wire/api'
import { type Key, expiredKey, parseKey } from './wire/auth'
import { StripeError, unrecognizedUrl } from './wire/errors'
import { Worlds } from './worlds'

/** publicOrigin: how a browser reaches the sandbox, when that differs from how the shop's server does. */
export type SandboxOptions = { dataDir: string; publicOrigin?: string; country?: string }
export type Sandbox = { app: Hono; close: () => void }

/** Everything the API answers. */
export const apiRoutes = [
  ...searchRoutes,
  ...accountRoutes,
  ...balanceRoutes,
  ...chargeRoutes,
  ...checkoutSessionRoutes,
  ...confirmationTokenRoutes,
  ...customerAccountRoutes,
  ...customerRoutes,
  ...disputeRoutes,
  ...elementsSessionRoutes,
  ...eventRoutes,
  ...expressCheckoutRoutes,
  ...invoicePaymentRoutes,
  ...invoiceRoutes,
  ...mandateRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...refundRoutes,
  ...setupAttemptRoutes,
  ...setupIntentRoutes,
  ...subscriptionRoutes,
  ...tokenRoutes,
  ...webhookEndpointRoutes,
]

/**
 * Stripe's test mode over one data folder, which nobody else may use until `close`.
 * @throws DataProblem when the folder cannot be used, is in use, or a file in it is damaged.
 */
export function createSandbox(options: SandboxOptions): Sandbox {
  const folder = claimDataFolder(options.dataDir)
  const open = new Map<string, OpenWorld>()
  try {
    return sandboxOver(open, { ...options, folder })
  } catch (error) {
    close(open, folder)
    throw error
  }
}

type Parts = SandboxOptions & { folder: DataFolder }

/** From now on nobody finds a world, so that a request which was held back meanwhile writes nothing any more. */
function close(open: Map<string, OpenWorld>, folder: DataFolder): void {
  open.forEach(({ scheduler }) => scheduler.stop())
  open.clear()
  folder.release()
}

function sandboxOver(open: Map<string, OpenWorld>, { dataDir, publicOrigin, country, folder }: Parts): Sandbox {
  const worlds = new Worlds({
    dataDir,
    ...(country && { country }),
    onOpen: (world) => open.set(world.accountId, startWorld(world)),
  })
  const current = (accountId: string): OpenWorld | undefined => {
    const found = open.get(accountId)
    found?.scheduler.runDue()
    return found
  }
  const openWorld = (suffix: string): OpenWorld => {
    if (folder.released) throw new StripeError(503, { type: 'api_error', message: 'The sandbox has stopped.' })
    const { accountId } = worlds.bySuffix(suffix)
    const found = current(accountId)
    if (!found) throw new Error(`The world of ${accountId} did not open.`)
    return found
  }
  const readKey = keyReader(open)
  const originOf = (context: Context) => publicOrigin ?? new URL(context.req.url).origin

  const app = new Hono()
  app.route('/', api({ routes: apiRoutes, originOf, readKey, openWorld: (suffix) => openWorld(suffix).world }))
  app.route('/', control({ openWorld, readKey, worlds: () => oldestFirst([...open.values()]) }))
  app.route(
    '/',
    redirectPages((accountId) => current(accountId)?.world),
  )
  const worldOfSession = (session: string) => {
    const holder = [...open.values()].find(({ world }) => world.store.get('checkout_sessions', session))
    return holder && current(holder.world.accountId)?.world
  }
  app.route('/', checkoutPages({ worldOfSession, originOf }))
  app.route('/', browserFiles())
  // Stripe's SDK takes any answer for JSON.
  app.notFound((context) => {
    const { method, path } = context.req
    return context.json(unrecognizedUrl(method, path).envelope(`${originOf(context)}/`), 404)
  })
  return { app, close: () => close(open, folder) }
}

/** A restricted key says nothing about its world: the world that made it knows it. */
function keyReader(open: Map<string, OpenWorld>): (key: string | undefined) => Key {
  return (text) => {
    const key = parseKey(text)
    if (text === undefined || !text.startsWith('rk_')) return key
    const holder = [...open.values()].find(({ world }) => world.store.get('api_keys', text))?.world
    const made = holder?.store.get('api_keys', text)
    if (!holder || !made) return key
    if (made.expiresAt !== null && made.expiresAt <= holder.now()) throw expiredKey(text)
    return { kind: 'secret', suffix: holder.suffix, restricted: made }
  }
}

function browserFiles(): Hono {
  const app = new Hono()
  app.get('/', pageHeaders(worldPagePolicy), loopbackHost, (context) => context.html(renderWorldPage()))
  app.get('/assets/*', (context) => {
    const asset = ASSETS[context.req.path]
    if (!asset) return context.notFound()
    return context.body(asset.body, 200, { 'Content-Type': asset.type, 'Cache-Control': 'no-cache' })
  })
  for (const [path, page] of Object.entries(elementPages)) {
    app.get(path, pageHeaders(elementPolicy), (context) => context.html(page))
  }
  app.get(challengeDonePath, pageHeaders(challengeDonePolicy), (context) => context.html(challengeDonePage))
  // Each release of @stripe/stripe-js asks for a train of its own: acacia, basil, clover, dahlia, endive.
  for (const path of ['/:train{[a-z]+}/stripe.js', '/v3', '/v3/']) {
    app.get(path, (context) => context.body(stripeJsSource(), 200, STRIPE_JS_HEADERS))
  }
  return app
}

const ASSETS: typeof worldAssets = { ...worldAssets, ...redirectAssets, ...challengeDoneAssets, ...elementAssets }

const STRIPE_JS_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Cache-Control': 'no-cache',
  'Content-Type': 'text/javascript; charset=utf-8',
  'Cross-Origin-Resource-Policy': 'cross-origin',
}

function oldestFirst(worlds: OpenWorld[]): OpenWorld[] {
  return worlds.sort(({ world: one }, { world: other }) => one.record.created - other.record.created)
}
