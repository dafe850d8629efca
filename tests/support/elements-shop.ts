import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type {
  ClickResolveDetails,
  StripeExpressCheckoutElementOptions,
  StripePaymentElementOptions,
} from '@stripe/stripe-js'
import { build } from 'esbuild'
import type { FrameLocator, Page } from 'playwright'
import { startWith } from './environment'
import type { Shop } from './stripe-js-shop'

/** What the shop passes to Stripe.js; `group` is what `<Elements options>` takes. */
export type ShopConfig = {
  key: string
  group: object
  /** Null: no Payment Element on the page. */
  element?: StripePaymentElementOptions | null
  /** With these there is an Express Checkout Element too. */
  express?: StripeExpressCheckoutElementOptions
  /** What the shop answers to a press of its button. */
  click?: ClickResolveDetails | 'reject' | 'nothing'
  /** With this there is one of the older card forms instead: in one line, or in three fields. */
  card?: 'line' | 'parts'
  /** What the express button confirms when the group came before its intent, and what a card form pays. */
  secret?: string
  confirm?: object
  confirmParams?: object
  redirect?: 'always'
}
export type SeenEvent = { name: string; event: unknown }

/**
 * A shop with a Payment Element by the unpatched react-stripe-js, in React's strict mode, under the very
 * Content-Security-Policy this app sends. It is on localhost and the sandbox on 127.0.0.1: two sites.
 */
export async function openElementsShop(sandboxOrigin: string): Promise<Shop> {
  const script = await bundlePage()
  const policy = await policyBeside(sandboxOrigin)
  const server = createServer((request, response) => {
    const isScript = request.url === '/shop.js'
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html')
    response.setHeader('Content-Security-Policy', policy)
    const isCheckout = request.url === '/'
    response.end(isScript ? script : page(isCheckout ? [`${sandboxOrigin}/endive/stripe.js`, '/shop.js'] : []))
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { origin: `http://localhost:${port}`, close }
}

/** Opens the shop's page, always afresh, and answers what is inside the element's frame. */
export async function visit(page: Page, shop: Shop, config: ShopConfig): Promise<FrameLocator> {
  await page.goto('about:blank')
  await page.goto(`${shop.origin}/#${encodeURIComponent(JSON.stringify(config))}`)
  return page.frameLocator('iframe[title="Secure payment input frame"]')
}

/** The inside of the Express Checkout Element's frame. */
export function expressFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe[title="Secure express checkout frame"]')
}

/** Everything the element has told the shop under one name, in order. */
export async function eventsOf(page: Page, name: string): Promise<unknown[]> {
  const seen = await page.evaluate(() => window.seen)
  return seen.filter((each) => each.name === name).map((each) => each.event)
}

async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL('./elements-shop-page.tsx', import.meta.url).pathname],
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"' },
  })
  return outputFiles[0]?.text ?? ''
}

const NONCE = 'c2hvcA=='

async function policyBeside(sandboxOrigin: string): Promise<string> {
  startWith({ STRIPE_API_BASE: sandboxOrigin, STRIPE_JS_URL: `${sandboxOrigin}/endive/stripe.js` })
  const { contentSecurityPolicy } = await import('@/lib/server/http/security-headers')
  return contentSecurityPolicy(NONCE)
}

function page(scripts: string[]): string {
  const tags = scripts.map((src) => `<script nonce="${NONCE}" src="${src}" defer></script>`).join('')
  return `<!doctype html><html lang="en"><head><title>Shop</title>${tags}</head><body><main><h1>Pay</h1><div id="root"></div></main></body></html>`
}
