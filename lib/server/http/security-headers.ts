import 'server-only'
import { env } from '../env'

const STRIPE_JS = 'https://js.stripe.com https://*.js.stripe.com'

/**
 * What a page may load and talk to: our own origin, scripts with this request's nonce, and Stripe (or the sandbox).
 * Stripe's list: https://docs.stripe.com/security/guide#content-security-policy.
 */
export function contentSecurityPolicy(nonce: string): string {
  const { STRIPE_API_BASE: api, STRIPE_JS_URL } = env()
  const stripeJs = new URL(STRIPE_JS_URL).origin
  const dev = process.env.NODE_ENV === 'development'
  return [
    `default-src 'none'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' ${stripeJs}${dev ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self' ${api} ${stripeJs}${dev ? ' ws:' : ''}`,
    `frame-src ${stripeJs} ${STRIPE_JS} https://hooks.stripe.com`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `object-src 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

/** The other headers, for every answer. */
export function securityHeaders(path: string): [name: string, value: string][] {
  const referrer = referrerPolicy(path)
  const secure = env().APP_ORIGIN.startsWith('https://')
  return [
    ['referrer-policy', referrer],
    ['x-content-type-options', 'nosniff'],
    ['cross-origin-opener-policy', 'same-origin-allow-popups'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['permissions-policy', 'camera=(), geolocation=(), microphone=()'],
    ...(secure ? [['strict-transport-security', 'max-age=63072000; includeSubDomains'] as [string, string]] : []),
  ]
}

// `no-referrer` on these pages would make their forms send `Origin: null`, which we refuse. A redirect away from the mail's link
// can have it: the page it leads to, and Stripe's scripts there, are not told where the customer came from.
function referrerPolicy(path: string): string {
  if (path === '/api/recoveries') return 'no-referrer'
  return /^\/(return|recover|verify-email)\//.test(path) ? 'same-origin' : 'strict-origin-when-cross-origin'
}
