const SCRIPT = '/assets/challenge-done.js'

/** Where a bank's dialog over the shop's page ends; Stripe.js knows the address too. */
export const challengeDonePath = '/endive/three-ds-done.html'

export const challengeDonePage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>3D Secure</title><script src="${SCRIPT}"></script></head>
<body></body>
</html>
`

export const challengeDonePolicy = `default-src 'none'; script-src 'self'; base-uri 'none'; frame-ancestors http: https:`

/** It tells the shop's page nothing but that; what came of it Stripe.js asks the API. */
export const challengeDoneAssets: Record<string, { type: string; body: string }> = {
  [SCRIPT]: {
    type: 'text/javascript; charset=utf-8',
    body: "parent.postMessage('stripe-challenge-done', '*')\n",
  },
}
