import { escapeHtml, safeHref } from './html'
import { checkoutForm, type OpenCheckout } from './checkout-form-html'
import { checkoutStyle } from './checkout-style'
import { policyFor, renderPage } from './layout'

/** `waiting`: the customer has approved, and the answer is not there yet. */
export type CheckoutPage = { merchant: string } & (
  | ({ state: 'open'; backUrl: string | null } & OpenCheckout)
  | { state: 'waiting' | 'expired'; backUrl: string | null }
  | { state: 'complete'; doneUrl: string }
  | { state: 'unknown' }
)

/** The script of the test redirect page: a page that a browser kept has to ask anew. */
const SCRIPT = '/assets/redirect.js'

/** A form may lead anywhere: a browser counts the shop, to which it is sent on, as where the form goes. */
export const checkoutPagePolicy = policyFor({ style: checkoutStyle, script: SCRIPT, forms: '*' })

/**
 * Hosted Checkout as one column, without script. Ids and test ids are those that browser tests of Stripe's page use, so
 * that one test drives both.
 */
export function renderCheckoutPage(page: CheckoutPage): string {
  return renderPage({
    title: page.merchant,
    style: checkoutStyle,
    script: SCRIPT,
    body: `<main>
<header>
${'backUrl' in page ? backLink(page.merchant, page.backUrl) : ''}
<p class="business">${escapeHtml(page.merchant)}</p>
<p class="badge">Test mode</p>
</header>
${page.state === 'open' ? checkoutForm(page) : ending(page)}
<p class="note">This page belongs to a stand-in for Stripe’s test mode on your machine: no money moves, and only test cards
work, such as 4242 4242 4242 4242 with any future date.</p>
</main>`,
  })
}

function backLink(merchant: string, url: string | null): string {
  const href = url === null ? undefined : safeHref(url)
  if (href === undefined) return ''
  return `<a class="back" href="${href}" data-testid="business-link" aria-label="Back to ${escapeHtml(merchant)}">← Back</a>`
}

function ending(page: Exclude<CheckoutPage, { state: 'open' }>): string {
  switch (page.state) {
    case 'waiting':
      return message('Almost there', 'We are waiting for an answer. This page looks again by itself.')
    case 'complete':
      return message('You’re all done here', 'This checkout has been completed. Nothing more is asked of you.', {
        href: page.doneUrl,
        name: `Continue to ${page.merchant}`,
      })
    case 'expired':
      return message('This checkout has expired', 'Nothing was saved or paid. Go back to the shop to start again.')
    case 'unknown':
      return message('Nothing is here', 'The sandbox knows no Checkout Session under this address.')
  }
}

function message(heading: string, text: string, link?: { href: string; name: string }): string {
  const href = link && safeHref(link.href)
  return `<h1>${heading}</h1>
<p class="lead">${text}</p>
${link && href ? `<p><a class="button" href="${href}">${escapeHtml(link.name)}</a></p>` : ''}`
}
