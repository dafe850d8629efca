import { describe, expect, it } from 'vitest'
import { startWith } from '../support/environment'

type Changes = Parameters<typeof startWith>[0]

async function policy(changes: Changes = {}): Promise<Record<string, string[]>> {
  startWith(changes)
  const { contentSecurityPolicy } = await import('@/lib/server/http/security-headers')
  const directives = contentSecurityPolicy('bm9uY2U=').split('; ')
  return Object.fromEntries(directives.map((each) => [each.split(' ')[0] ?? '', each.split(' ').slice(1)]))
}

async function headers(path: string, changes: Changes = {}): Promise<Record<string, string>> {
  startWith(changes)
  const { securityHeaders } = await import('@/lib/server/http/security-headers')
  return Object.fromEntries(securityHeaders(path))
}

const STRIPE = { STRIPE_API_BASE: 'https://api.stripe.com', STRIPE_JS_URL: 'https://js.stripe.com/endive/stripe.js' }

describe('what a page may load', () => {
  it('is nothing that was not named', async () => {
    expect(await policy(STRIPE)).toMatchObject({
      'default-src': ["'none'"],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
    })
  })

  it('never includes inline or evaluated scripts, only this answer’s nonce', async () => {
    const { 'script-src': scripts } = await policy(STRIPE)
    expect(scripts).toContain("'nonce-bm9uY2U='")
    expect(scripts?.join(' ')).not.toMatch(/unsafe|\*(?!\.js\.stripe\.com)|https:(?!\/\/)|data:/)
  })

  it('is Stripe at its real addresses', async () => {
    const { 'connect-src': connect, 'script-src': scripts, 'frame-src': frames } = await policy(STRIPE)
    expect(connect).toContain('https://api.stripe.com')
    expect(scripts).toContain('https://js.stripe.com')
    expect(frames).toEqual(expect.arrayContaining(['https://js.stripe.com', 'https://hooks.stripe.com']))
  })

  it('is the sandbox where that stands in for Stripe', async () => {
    const { 'connect-src': connect, 'script-src': scripts } = await policy()
    expect(connect).toContain('http://127.0.0.1:4010')
    expect(scripts).toContain('http://127.0.0.1:4010')
  })
})

describe('every answer', () => {
  it('cannot be sniffed, framed or shared, and grants no sensors', async () => {
    expect(await headers('/wallet')).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin-allow-popups',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    })
  })

  it('asks for https for two years where the shop has it, and only there', async () => {
    const secure = await headers('/', { APP_ORIGIN: 'https://rides.test', ...STRIPE })
    expect(secure['strict-transport-security']).toMatch(/^max-age=63072000/)
    expect(await headers('/')).not.toHaveProperty('strict-transport-security')
  })

  it('keeps the return page’s address to ourselves, without breaking its forms', async () => {
    expect((await headers('/return/1'))['referrer-policy']).toBe('same-origin')
    expect((await headers('/recover/secret'))['referrer-policy']).toBe('same-origin')
    // The answer that leads away from a mail’s link: what follows is not told where somebody came from.
    expect((await headers('/api/recoveries'))['referrer-policy']).toBe('no-referrer')
    expect((await headers('/wallet'))['referrer-policy']).toBe('strict-origin-when-cross-origin')
  })
})
