import { createHash } from 'node:crypto'
import { browserScript } from './browser-script'
import { paymentElementStyle } from './payment-element-style'

const SCRIPT = '/assets/payment-element.js'

/** The document in a Payment Element's iframe. It is empty: its script draws what the shop's page asks for. */
export const paymentElementPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex, nofollow">
<title>Secure payment input frame</title>
<style>${paymentElementStyle}</style>
<script src="${SCRIPT}" defer></script>
</head>
<body><div id="element"></div></body>
</html>
`

/**
 * Any shop may embed it, as it may Stripe's. It runs its own script, talks to its own origin, and may load the shop's
 * fonts and nothing else from elsewhere.
 */
export const paymentElementPolicy =
  `default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'sha256-${hashOf(paymentElementStyle)}'; ` +
  `font-src http: https: data:; base-uri 'none'; form-action 'none'; frame-ancestors http: https:`

/** What the page loads besides itself, by path. The body is made on first use. */
export const paymentElementAssets: Record<string, { type: string; body: string }> = {
  [SCRIPT]: {
    type: 'text/javascript; charset=utf-8',
    get body() {
      return browserScript('payment-element', new URL('./browser/payment-element.ts', import.meta.url))
    },
  },
}

function hashOf(style: string): string {
  return createHash('sha256').update(style).digest('base64')
}
