import { describe, expect, it } from 'vitest'
import { startWith, type Variable } from '../support/environment'

type Changes = Parameters<typeof startWith>[0]

async function read(changes: Changes = {}) {
  startWith(changes)
  return (await import('@/lib/server/env')).env()
}

/** Everything the refusal says between its first words and its last ones. */
async function complaint(changes: Changes): Promise<string> {
  const refusal = await read(changes).catch((error: unknown) => error)
  if (!(refusal instanceof Error)) return 'It was accepted.'
  const said = /^Mandate can't start: (.*) \.env\.example explains every variable\.$/.exec(refusal.message)
  return said?.[1] ?? refusal.message
}

const REQUIRED: Variable[] = [
  ...(['APP_ORIGIN', 'DATABASE_URL', 'STRIPE_SECRET_KEY', 'STRIPE_PUBLISHABLE_KEY', 'STRIPE_WEBHOOK_SECRET'] as const),
  ...(['STRIPE_API_BASE', 'STRIPE_JS_URL', 'MERCHANT_NAME', 'MERCHANT_COUNTRY', 'AUTH_SECRET'] as const),
  ...(['TRUSTED_PROXY_HOPS', 'STRIPE_RATE_LIMIT'] as const),
]

const WRONG: [Variable, value: string][] = [
  ['APP_ORIGIN', 'localhost:3000'],
  ['APP_ORIGIN', 'http://localhost:3000/shop'],
  ['APP_ORIGIN', 'ftp://localhost'],
  ['DATABASE_URL', 'mysql://localhost/mandate'],
  ['STRIPE_SECRET_KEY', 'pk_test_rides'],
  ['STRIPE_SECRET_KEY', 'sk_test_'],
  ['STRIPE_PUBLISHABLE_KEY', 'sk_test_rides'],
  ['STRIPE_WEBHOOK_SECRET', 'rides'],
  ['STRIPE_WEBHOOK_SECRET', 'whsec_rides,'],
  ['STRIPE_API_BASE', 'api.stripe.com'],
  ['STRIPE_JS_URL', 'javascript:alert(1)'],
  ['STRIPE_CUSTOMER_MODEL', 'both'],
  ['STRIPE_ACCOUNTS_VERSION', 'latest'],
  ['MERCHANT_NAME', '   '],
  ['MERCHANT_COUNTRY', 'USA'],
  ['AUTH_SECRET', 'short'],
  ['SMTP_URL', 'mail'],
  ['CRON_SECRET', 'short'],
  ['CHARGE_RETRY_HOURS', 'soon'],
  ['CHARGE_RETRY_HOURS', '24,,72'],
  ['CHARGE_RETRY_HOURS', '0'],
  ['CHARGE_RETRY_HOURS', '1,2,3,4,5,6,7,8,9,10,11'],
  ['TRUSTED_PROXY_HOPS', 'two'],
  ['TRUSTED_PROXY_HOPS', '-1'],
  ['TRUSTED_PROXY_HOPS', '1.5'],
  ['LOG_LEVEL', 'loud'],
  ['STRIPE_RATE_LIMIT', '0'],
  ['STRIPE_RATE_LIMIT', '2.5'],
  ['STRIPE_RATE_LIMIT', 'many'],
]

const LIVE = {
  APP_ORIGIN: 'https://rides.test',
  STRIPE_SECRET_KEY: 'sk_live_rides',
  STRIPE_PUBLISHABLE_KEY: 'pk_live_rides',
  STRIPE_API_BASE: 'https://api.stripe.com',
  STRIPE_JS_URL: 'https://js.stripe.com/endive/stripe.js',
  SMTP_URL: 'smtp://mail.test',
}

describe('a process', () => {
  it('starts with all its variables', async () => {
    expect(await read()).toMatchObject({ APP_ORIGIN: 'http://localhost:3000', TRUSTED_PROXY_HOPS: 0 })
  })

  it.each(REQUIRED)('says in one sentence that %s is missing', async (name) => {
    expect(await complaint({ [name]: undefined })).toBe(`${name} is missing.`)
    expect(await complaint({ [name]: '' })).toBe(`${name} is missing.`)
  })

  it.each(WRONG)('says in one sentence what is wrong with %s=%s', async (name, value) => {
    const said = await complaint({ [name]: value })
    expect(said).toMatch(new RegExp(`^${name} [^\\n]+\\.$`))
    expect(said).not.toContain('is missing')
    expect(said).not.toContain('..')
  })

  it('names every variable that is wrong at once', async () => {
    expect(await complaint({ AUTH_SECRET: undefined, MERCHANT_NAME: undefined })).toBe(
      'MERCHANT_NAME is missing. AUTH_SECRET is missing.',
    )
  })

  it('makes accounts of customers only when it knows the version for that', async () => {
    expect(await complaint({ STRIPE_CUSTOMER_MODEL: 'account' })).toBe(
      'STRIPE_ACCOUNTS_VERSION is required where customers are accounts.',
    )
    const accounts = { STRIPE_CUSTOMER_MODEL: 'account', STRIPE_ACCOUNTS_VERSION: '2026-05-27.preview' }
    expect(await read(accounts)).toMatchObject(accounts)
  })

  it('never repeats a secret in its complaint', async () => {
    expect(await complaint({ STRIPE_SECRET_KEY: 'oops_canary', AUTH_SECRET: 'canary' })).not.toContain('canary')
  })

  it.each([
    [undefined, []],
    ['none', []],
    ['24, 72,168', [24, 72, 168]],
  ])('takes %s as the waits between tries %j', async (given, hours) => {
    expect((await read({ CHARGE_RETRY_HOURS: given })).CHARGE_RETRY_HOURS).toEqual(hours)
  })

  it('takes several webhook secrets while one is being rolled', async () => {
    const { STRIPE_WEBHOOK_SECRET } = await read({ STRIPE_WEBHOOK_SECRET: 'whsec_old, whsec_new' })
    expect(STRIPE_WEBHOOK_SECRET).toEqual(['whsec_old', 'whsec_new'])
  })
})

describe('live keys', () => {
  it('work for a shop on https that can send mail', async () => {
    expect(await read(LIVE)).toMatchObject({ STRIPE_SECRET_KEY: 'sk_live_rides' })
    const { isLivemode, isSandboxConfigured } = await import('@/lib/server/env')
    expect([isLivemode(), isSandboxConfigured()]).toEqual([true, false])
  })

  it.each<[string, Changes, Variable]>([
    ['a test publishable key', { STRIPE_PUBLISHABLE_KEY: 'pk_test_rides' }, 'STRIPE_PUBLISHABLE_KEY'],
    ['a test secret key', { STRIPE_SECRET_KEY: 'sk_test_rides' }, 'STRIPE_PUBLISHABLE_KEY'],
    ['a plain http origin', { APP_ORIGIN: 'http://rides.test' }, 'APP_ORIGIN'],
    ['no mail server', { SMTP_URL: undefined }, 'SMTP_URL'],
    ['the sandbox', { STRIPE_API_BASE: 'http://127.0.0.1:4010' }, 'STRIPE_API_BASE'],
    ['a plain http API', { STRIPE_API_BASE: 'http://stripe.test' }, 'STRIPE_API_BASE'],
  ])('are refused together with %s', async (_with, changes, name) => {
    expect(await complaint({ ...LIVE, ...changes })).toMatch(new RegExp(`^${name} `))
  })
})

describe('the sandbox', () => {
  it.each(['http://localhost:4010', 'http://127.0.0.1:4010', 'http://127.8.0.1:4010', 'http://[::1]:4010'])(
    'is recognised at %s, and refused for a shop that others can reach',
    async (base) => {
      await read({ STRIPE_API_BASE: base })
      expect((await import('@/lib/server/env')).isSandboxConfigured()).toBe(true)
      expect(await complaint({ STRIPE_API_BASE: base, APP_ORIGIN: 'https://rides.test' })).toMatch(/^STRIPE_API_BASE /)
    },
  )

  it.each(['https://api.stripe.com', 'https://localhost.evil.test', 'https://127.0.0.1.evil.test'])(
    'is not at %s',
    async (base) => {
      await read({ STRIPE_API_BASE: base })
      expect((await import('@/lib/server/env')).isSandboxConfigured()).toBe(false)
    },
  )
})
