import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { StripeError } from '@stripe/stripe-js'
import { buildSync } from 'esbuild'
import type { Page } from 'playwright'

export type Shop = { origin: string; close: () => void }
export type Method = 'confirmAmazonPaySetup' | 'confirmSetup' | 'handleNextAction' | 'retrieveSetupIntent'
export type Answer = { setupIntent?: Record<string, unknown>; error?: StripeError }
export type Outcome = { value: Answer } | { thrown: { name: string; message: string } }

/**
 * A shop of one page: Stripe.js by a script tag, the real loader in its bundle. It is on localhost and the sandbox on
 * 127.0.0.1, which are two sites to a browser, as a shop and Stripe are.
 */
export async function openShop(sandboxOrigin: string): Promise<Shop> {
  const source = "import { loadStripe } from '@stripe/stripe-js'; Object.assign(window, { loadStripe })"
  const loader = buildSync({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: 'iife',
  })
  const scripts = `<script src="${sandboxOrigin}/endive/stripe.js"></script><script src="/loader.js"></script>`
  const server = createServer((request, response) => {
    const isScript = request.url === '/loader.js'
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? loader.outputFiles[0]?.text : `<!doctype html><title>Shop</title><body>${scripts}`)
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

/** Calls a function of Stripe.js in the shop's page, by the real `loadStripe`. */
export function callStripeJs(page: Page, method: Method, ...args: unknown[]): Promise<Outcome> {
  return page.evaluate(
    async ({ method, args }): Promise<Outcome> => {
      const stripe = await window.loadStripe('pk_test_stripejs')
      try {
        return { value: await stripe[method](...args) }
      } catch (error) {
        const { name, message } = error as Error
        return { thrown: { name, message } }
      }
    },
    { method, args },
  )
}

/** The error Stripe.js answered; fails when it threw or succeeded. */
export async function errorOf(page: Page, method: Method, ...args: unknown[]): Promise<StripeError> {
  const outcome = await callStripeJs(page, method, ...args)
  if ('value' in outcome && outcome.value.error) return outcome.value.error
  throw new Error(`Expected an error, not ${JSON.stringify(outcome)}`)
}

/** Calls a function that is to leave for the test page, and waits until it is there. */
export async function leaveBy(page: Page, method: Method, ...args: unknown[]): Promise<void> {
  const left = page.waitForURL('**/payment_methods/test_setup?**')
  // The page goes away underneath this call, as it does for a shop, whose promise never settles.
  const settled = callStripeJs(page, method, ...args).then(
    (outcome) => Promise.reject(new Error(`It stayed: ${JSON.stringify(outcome)}`)),
    () => left,
  )
  await Promise.race([left, settled])
}

declare global {
  interface Window {
    // Its functions are called by name here, whatever their parameters are.
    loadStripe(key: string): Promise<Record<Method, (...args: unknown[]) => Promise<Answer>>>
  }
}
