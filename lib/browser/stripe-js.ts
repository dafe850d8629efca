import type { Stripe } from '@stripe/stripe-js'
import { loadStripe } from '@stripe/stripe-js/pure'

const TIMEOUT_MS = 10_000

/**
 * Stripe.js, from the script that the page carries as `#stripe-js`. Its address is decided at run time, so one build serves
 * any account; `loadStripe` then finds `window.Stripe` and injects nothing. Rejects when the script cannot be loaded, and
 * can be asked again.
 */
export async function stripeJs(publishableKey: string): Promise<Stripe> {
  if (!('Stripe' in window)) await scriptLoaded()
  const stripe = await loadStripe(publishableKey)
  if (!stripe) throw new Error('Stripe.js is not available here.')
  return stripe
}

async function scriptLoaded(): Promise<void> {
  const first = document.querySelector<HTMLScriptElement>('script#stripe-js')
  if (!first) throw new Error('This page carries no Stripe.js.')
  // The first one may have failed before anybody listened, so a second one is tried beside it.
  await loaded(first).catch(() => loaded(copyOf(first)))
}

function copyOf({ src }: HTMLScriptElement): HTMLScriptElement {
  const script = Object.assign(document.createElement('script'), { src })
  document.head.append(script)
  return script
}

function loaded(script: HTMLScriptElement): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => 'Stripe' in window && settle(), 100)
    const deadline = setTimeout(() => settle(new Error('Stripe.js took too long to load.')), TIMEOUT_MS / 2)
    const settle = (error?: Error) => {
      clearInterval(timer)
      clearTimeout(deadline)
      if (error) reject(error)
      else resolve()
    }
    script.addEventListener('load', () => settle(), { once: true })
    script.addEventListener('error', () => settle(new Error('Stripe.js could not be loaded.')), { once: true })
  })
}
