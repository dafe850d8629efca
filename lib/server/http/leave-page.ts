import 'server-only'

const PLACES = {
  amazon: {
    name: 'Amazon',
    text: 'Nothing has been charged yet. You have 10 minutes to approve there; then you come back here.',
  },
  checkout: {
    name: 'Stripe',
    text: 'Nothing is charged there. You choose what to save at Stripe, who handle our payments; then you come back here.',
  },
}

/**
 * The page that goes on to Amazon, or to Stripe's hosted page, after a plain form: a redirect there would be blocked, because forms may lead to our own
 * origin alone. It refreshes at once, and carries a link for whoever has that switched off. No Referer goes along.
 */
export function leavePage(request: Request, url: string, to: keyof typeof PLACES = 'amazon'): Response {
  const { name, text } = PLACES[to]
  const address = escaped(url)
  const nonce = escaped(request.headers.get('x-nonce') ?? '')
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0;url=${address}">
<title>Continue to ${name}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<h1>You’re on your way to ${name}</h1>
<p>${text}</p>
<p><a href="${address}" rel="noreferrer">Continue to ${name}</a></p>
</main>
</body>
</html>
`
  return new Response(html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store' },
  })
}

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 36rem; margin: 15vh auto 0; padding: 0 1.5rem }
h1 { font-size: 1.5rem; line-height: 1.25 }
a { display: inline-block; min-height: 44px; padding: .625rem 1.25rem; border: 2px solid; border-radius: .5rem; color: inherit; font-weight: 600; text-decoration: none }
a:focus-visible { outline: 3px solid; outline-offset: 3px }
`

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
