import { createHash } from 'node:crypto'
import { ELEMENT_FRAMES } from '../stripe-js/channel'
import { browserScript } from './browser-script'
import { elementStyle } from './element-style'

const SCRIPT = '/assets/elements.js'

/** It is empty: its script draws what the shop's page asks for. */
const document = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex, nofollow">
<title>Secure payment input frame</title>
<style>${elementStyle}</style>
<script src="${SCRIPT}" defer></script>
</head>
<body><div id="element"></div></body>
</html>
`

/** The documents in the elements' iframes, by path. */
export const elementPages: Record<string, string> = Object.fromEntries(
  Object.values(ELEMENT_FRAMES).map(({ page }) => [`/endive/elements-inner-${page}.html`, document]),
)

/**
 * Any shop may embed them, as it may Stripe's. They run their own script, talk to their own origin, and may load the
 * shop's fonts and nothing else from elsewhere.
 */
export const elementPolicy =
  `default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'sha256-${hashOf(elementStyle)}'; ` +
  `font-src http: https: data:; base-uri 'none'; form-action 'none'; frame-ancestors http: https:`

/** What the pages load besides themselves, by path. The body is made on first use. */
export const elementAssets: Record<string, { type: string; body: string }> = {
  [SCRIPT]: {
    type: 'text/javascript; charset=utf-8',
    get body() {
      return browserScript('elements', new URL('./browser/elements.ts', import.meta.url))
    },
  },
}

function hashOf(style: string): string {
  return createHash('sha256').update(style).digest('base64')
}
