import 'server-only'
import { headers } from 'next/headers'
import { env } from '../env'

/** What a page with Stripe.js needs, decided at run time so that one build serves any account. */
export async function stripeBrowserSettings() {
  const { STRIPE_PUBLISHABLE_KEY: publishableKey, STRIPE_JS_URL: scriptUrl } = env()
  return { publishableKey, scriptUrl, nonce: (await headers()).get('x-nonce') ?? undefined }
}
