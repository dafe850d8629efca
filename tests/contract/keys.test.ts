import { describe, expect, it } from 'vitest'
import { refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()
const NO_LIVE_KEYS =
  'This is a sandbox on your own machine: it refuses live keys. Use a test key (sk_test_…, pk_test_…).'

describe('keys', () => {
  it('are taken as Bearer, as Basic and in the form', async () => {
    const { origin, secretKey } = newWorld()
    const url = new URL('/v1/account', origin)
    const basic = `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`
    for (const request of [
      fetch(url, { headers: { Authorization: `Bearer ${secretKey}` } }),
      fetch(url, { headers: { Authorization: basic } }),
      fetch(`${url}?key=${secretKey}`),
    ]) {
      expect((await request).status).toBe(200)
    }
  })

  it('are asked for in Stripe’s words when there is none', async () => {
    const response = await fetch(new URL('/v1/customers', newWorld().origin))
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Basic realm="Stripe"')
    const { error } = (await response.json()) as { error: { message: string; type: string } }
    expect(error.type).toBe('invalid_request_error')
    expect(error.message).toMatch(
      /^You did not provide an API key\. You need to provide your API key in the Authorization header/,
    )
  })

  it.each([
    ['sk_test_with space', 'Invalid API Key provided: sk_test_******pace'],
    ['nonsense1234', 'Invalid API Key provided: ********1234'],
    ['sk_live_abcdefgh1234', `Invalid API Key provided: sk_live_********1234. ${NO_LIVE_KEYS}`],
    ['pk_live_abcdefgh1234', `Invalid API Key provided: pk_live_********1234. ${NO_LIVE_KEYS}`],
  ])('are refused when they are %s', async (key, message) => {
    const url = new URL('/v1/customers', newWorld().origin)
    url.searchParams.set('key', key)
    const response = await fetch(url)
    expect(response.status).toBe(401)
    const { error } = (await response.json()) as { error: { message: string } }
    expect(error.message).toBe(message)
    expect(error.message).not.toContain(key)
  })

  it('open worlds that know nothing of each other', async () => {
    const [one, other] = [newWorld(), newWorld()]
    const { id } = await one.stripe.customers.create()
    expect((await refusal(other.stripe.customers.retrieve(id))).statusCode).toBe(404)
    const [a, b] = [await one.stripe.accounts.retrieveCurrent(), await other.stripe.accounts.retrieveCurrent()]
    expect(a.id).toMatch(/^acct_1\w{15}$/)
    expect(a.id).not.toBe(b.id)
    expect(a).toMatchObject({ country: 'US', default_currency: 'usd', business_profile: { name: 'Rocket Rides' } })
  })
})

describe('an account', () => {
  it('is found under its own id and no other', async () => {
    const [one, other] = [newWorld(), newWorld()]
    const { id } = await one.stripe.accounts.retrieveCurrent()
    expect((await one.stripe.accounts.retrieve(id)).id).toBe(id)
    const refused = await refusal(other.stripe.accounts.retrieve(id))
    expect(refused).toMatchObject({ statusCode: 403, code: 'account_invalid' })
    expect(refused.message).toContain(`does not have access to account '${id}'`)
  })
})
