import { escapeHtml, safeHref } from './html'
import { policyFor, renderPage } from './layout'
import { redirectStyle } from './redirect-style'

export type RedirectPage = {
  kind: 'setup' | 'payment'
  /** `ended`: the attempt was authorized, failed, expired or replaced, and cannot be decided here any more. */
  state: 'open' | 'ended'
  merchant: string
  method: 'Amazon Pay' | '3D Secure'
  /** As shown to people, for example "$60.00". */
  amount?: string
  authorizeUrl?: string
  failUrl?: string
  expireUrl?: string
  /** Where the shop wants the customer back. */
  backUrl?: string
  /** Why the attempt ended, in words. */
  message?: string
}

const SCRIPT = '/assets/redirect.js'

export const redirectPagePolicy = policyFor({ style: redirectStyle, script: SCRIPT })

/** A bank's question may stand in a dialog over the shop's page; Amazon's never does. */
export const framedPagePolicy = redirectPagePolicy.replace("frame-ancestors 'none'", 'frame-ancestors http: https:')

/** A browser may show the page again as it left it, whatever its headers say; then it has to ask anew. */
export const redirectAssets: Record<string, { type: string; body: string }> = {
  [SCRIPT]: {
    type: 'text/javascript; charset=utf-8',
    body: "addEventListener('pageshow', (event) => event.persisted && location.reload())\n",
  },
}

/**
 * The page a test customer sees instead of Amazon's. Heading, link names and test ids are those of Stripe's own test
 * page, so that one browser test drives both; "Let it expire" exists here only.
 */
export function renderRedirectPage(page: RedirectPage): string {
  const title = page.method === '3D Secure' ? '3D Secure test page' : `${page.method} test ${page.kind} page`
  return renderPage({
    title,
    style: redirectStyle,
    script: SCRIPT,
    body: `<main>
<p class="kicker">Test mode, on your machine</p>
<h1>${escapeHtml(title)}</h1>
${page.state === 'open' ? openBody(page) : endedBody(page)}
<p class="note">You are not at ${page.method === '3D Secure' ? 'your bank' : 'Amazon'}, and this is not the shop. This page belongs to a stand-in for Stripe’s test
mode: no account is signed in to and no money moves.</p>
</main>`,
  })
}

function openBody(page: RedirectPage): string {
  const what = page.kind === 'setup' ? 'Setup' : 'Payment'
  return `<p class="lead">${request(page)}</p>
<ul class="actions">
${action(page.authorizeUrl, `Authorize Test ${what}`, 'class="button primary" name="success" data-testid="authorize-test-payment-button"')}
${action(page.failUrl, `Fail Test ${what}`, 'class="button" name="failure" data-testid="fail-test-payment-button"')}
</ul>
<p class="limit">You have 10 minutes to decide. After that the ${page.kind} fails by itself.</p>
${expiry(page.expireUrl)}`
}

function request({ kind, merchant, method, amount }: RedirectPage): string {
  const shop = `<strong>${escapeHtml(merchant)}</strong>`
  if (method === '3D Secure') {
    const what = amount ? `pay <strong>${escapeHtml(amount)}</strong> to` : 'save your card with'
    return `Your card’s bank asks whether you want to ${what} ${shop}.`
  }
  if (kind === 'setup') return `${shop} asks to save your ${method} account and charge it later.`
  return `${shop} asks for ${amount ? `<strong>${escapeHtml(amount)}</strong>` : 'a payment'} with ${method}.`
}

function action(url: string | undefined, name: string, attributes: string): string {
  const href = url === undefined ? undefined : safeHref(url)
  return href === undefined ? '' : `<li><a href="${href}" ${attributes}>${name}</a></li>`
}

function expiry(url: string | undefined): string {
  const href = url === undefined ? undefined : safeHref(url)
  if (href === undefined) return ''
  return `<p class="expire"><a href="${href}" name="expire" data-testid="expire-test-payment-button" aria-describedby="only-here">Let it expire</a>
<span id="only-here">Acts as if the 10 minutes had passed. Sandbox only: Stripe’s own page has no such link.</span></p>`
}

function endedBody(page: RedirectPage): string {
  const back = page.backUrl === undefined ? undefined : safeHref(page.backUrl)
  return `<p class="lead ended">${escapeHtml(page.message ?? `This test ${page.kind} has ended. Nothing more can be decided here.`)}</p>
${back === undefined ? '' : `<ul class="actions"><li><a class="button primary" href="${back}">Back to ${escapeHtml(page.merchant)}</a></li></ul>`}`
}
