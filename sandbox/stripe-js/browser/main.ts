import { createStripe, type SandboxStripe } from './stripe'

/** The release train @stripe/stripe-js 10 asks for; each of them warns unless it finds the one it asked for. */
const RELEASE_TRAIN = 'endive'

// Only now, while the script runs, does the page know where it came from: the API is on the same origin.
const script = document.currentScript
if (!(script instanceof HTMLScriptElement) || !script.src) {
  throw new Error('Load this script with <script src>: the address of the API is derived from its own.')
}
const { origin: base, pathname } = new URL(script.src)
const train = /^\/([a-z]+)\/stripe\.js$/.exec(pathname)?.[1]

/** Works with and without `new`, as Stripe's does. */
function Stripe(key: unknown, options?: { stripeAccount?: string }): SandboxStripe {
  return createStripe({ base, release: train ?? 'v3' }, key, options)
}

if ('Stripe' in window) {
  console.warn('It looks like Stripe.js was loaded more than one time. Please only load it once per page.')
} else {
  Object.assign(window, { Stripe: Object.assign(Stripe, { version: train ?? RELEASE_TRAIN }) })
}
