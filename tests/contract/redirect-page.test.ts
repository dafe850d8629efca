import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { renderRedirectPage, type RedirectPage } from '../../sandbox/pages/redirect-page'
import { confirmedSetup, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

const open: RedirectPage = {
  kind: 'setup',
  state: 'open',
  merchant: 'Rocket Rides',
  method: 'Amazon Pay',
  authorizeUrl: 'http://127.0.0.1:4010/return/acct_1/sa_nonce_1?outcome=authorize',
  failUrl: 'http://127.0.0.1:4010/return/acct_1/sa_nonce_1?outcome=fail',
  expireUrl: 'http://127.0.0.1:4010/return/acct_1/sa_nonce_1?outcome=expire',
}

/** Each link as `name → address`, as a browser would read them. */
function links(html: string): string[] {
  return [...html.matchAll(/<a\s[^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g)].map(([, href, name]) => `${name} → ${href}`)
}

describe('the test redirect page', () => {
  it('names its links and test ids as Stripe’s page does', () => {
    const html = renderRedirectPage(open)
    expect(html).toContain('<h1>Amazon Pay test setup page</h1>')
    expect(links(html)).toEqual([
      `Authorize Test Setup → ${open.authorizeUrl}`,
      `Fail Test Setup → ${open.failUrl}`,
      `Let it expire → ${open.expireUrl}`,
    ])
    expect(html).toMatch(/name="success" data-testid="authorize-test-payment-button"/)
    expect(html).toMatch(/name="failure" data-testid="fail-test-payment-button"/)
  })

  it('speaks of a payment and its amount when it is one', () => {
    const html = renderRedirectPage({ ...open, kind: 'payment', amount: '$60.00' })
    expect(html).toContain('<h1>Amazon Pay test payment page</h1>')
    expect(html).toContain('<strong>$60.00</strong>')
    expect(links(html).join()).toMatch(/Authorize Test Payment.*Fail Test Payment/)
  })

  it('needs no script and says how long the customer has', () => {
    const html = renderRedirectPage(open)
    expect(html.match(/<script[^>]*>/g)).toEqual(['<script src="/assets/redirect.js" defer>'])
    expect(html).toContain('You have 10 minutes')
  })

  it('is sent with one policy, which allows its own style and script and nothing else, and is never kept', async () => {
    const { page } = await confirmedSetup(newWorld())
    const answer = await fetch(page)
    const html = await answer.text()
    const css = /<style>([^]*)<\/style>/.exec(html)?.[1] ?? ''
    const hash = createHash('sha256').update(css).digest('base64')
    expect(answer.headers.get('content-security-policy')).toBe(
      `default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    expect(html).not.toContain('http-equiv')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('shows what a shop chose as text, never as markup', () => {
    const html = renderRedirectPage({
      ...open,
      merchant: '<img src=x onerror=alert(1)>',
      authorizeUrl: 'http://a/"><b>',
    })
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(html).toContain('href="http://a/&quot;&gt;&lt;b&gt;"')
    expect(html).not.toContain('<img')
  })

  it('links to nothing that would run code', () => {
    for (const backUrl of ['javascript:alert(1)', ' java\nscript:alert(1)', 'DATA:text/html,x', 'vbscript:x']) {
      expect(links(renderRedirectPage({ ...open, state: 'ended', backUrl }))).toEqual([])
    }
    expect(links(renderRedirectPage({ ...open, state: 'ended', backUrl: 'rides://back' }))).toEqual([
      'Back to Rocket Rides → rides://back',
    ])
  })

  it('decides nothing any more once the attempt has ended', () => {
    const html = renderRedirectPage({ ...open, state: 'ended', message: 'Too late.', backUrl: 'http://localhost/r' })
    expect(html).toContain('Too late.')
    expect(links(html)).toEqual(['Back to Rocket Rides → http://localhost/r'])
  })
})
