import { invalid } from '../wire/errors'
import { type Param, filled } from '../wire/parameters'

/** Schemes that run or read something on the customer's machine instead of taking them back to the shop. */
const DANGEROUS = new Set(['javascript:', 'data:', 'file:', 'blob:', 'vbscript:', 'about:'])

/** Where the customer comes back to: a web page or, for mobile apps, a scheme of the app's own. */
export const returnUrlParam: Param<string> = {
  read: (value, name) => {
    const url = filled().read(value, name)
    if (!URL.canParse(url)) {
      const message = 'Invalid URL: An explicit scheme (such as https) must be provided.'
      throw invalid(message, { code: 'url_invalid', param: name })
    }
    if (DANGEROUS.has(new URL(url).protocol)) throw invalid('Not a valid URL', { code: 'url_invalid', param: name })
    return url
  },
}

/** The return address with Stripe's three parameters after its own query (docs.stripe.com/payments/amazon-pay). */
export function returnAddress(returnUrl: string, result: { id: string; clientSecret: string; status: string }): string {
  const url = new URL(returnUrl)
  const added = new URLSearchParams({
    setup_intent: result.id,
    setup_intent_client_secret: result.clientSecret,
    redirect_status: result.status,
  })
  // Appended as text: URLSearchParams would re-encode the shop's own query.
  url.search = url.search ? `${url.search}&${added}` : `?${added}`
  return url.href
}
