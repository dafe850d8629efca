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
