import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { databaseName } from '../../scripts/launcher/prepare-database.mjs'
import { readSettings } from '../../scripts/launcher/settings.mjs'
import { emptyFolder } from '../support/empty-folder'

type Variables = { [name: string]: string }

const NO_FILE = join(emptyFolder(), '.env')
const OWN_KEYS = { STRIPE_SECRET_KEY: 'sk_test_mine', STRIPE_PUBLISHABLE_KEY: 'pk_test_mine' }

const read = (variables: Variables, envFile = NO_FILE) => readSettings({ NODE_ENV: 'test', ...variables }, envFile)

/** The sentence these variables are refused with. */
function refusal(variables: Variables): string {
  try {
    read(variables)
    return 'They were accepted.'
  } catch (error) {
    return (error as Error).message
  }
}

describe('what npm start needs to be told', () => {
  it('is nothing', () => {
    const { port, origin, sandboxed, databaseUrl, onThisMachine } = read({})
    expect({ port, origin, sandboxed, databaseUrl, onThisMachine }).toEqual({
      port: 3000,
      origin: 'http://localhost:3000',
      sandboxed: true,
      databaseUrl: undefined,
      onThisMachine: true,
    })
  })

  it('may stand in .env, where an empty variable counts as not set and the environment wins', () => {
    const file = join(emptyFolder(), '.env')
    writeFileSync(file, 'PORT=3001\nMERCHANT_NAME=Bikes\nAUTH_SECRET=\n')
    const { port, variables } = read({ PORT: '3002' }, file)
    expect(port).toBe(3002)
    expect(variables).toMatchObject({ MERCHANT_NAME: 'Bikes' })
    expect(variables).not.toHaveProperty('AUTH_SECRET')
  })

  it('is one place of the two where the shop is, on this machine', () => {
    expect(read({ APP_ORIGIN: 'http://localhost:3595' }).port).toBe(3595)
    expect(read({ APP_ORIGIN: 'http://127.0.0.1' }).port).toBe(80)
    expect(read({ PORT: '80' }).origin).toBe('http://localhost')
    expect(read({ APP_ORIGIN: 'http://localhost:3595', PORT: '3595' }).port).toBe(3595)
    expect(refusal({ APP_ORIGIN: 'http://localhost:3595', PORT: '3590' })).toBe(
      'APP_ORIGIN is http://localhost:3595, but PORT is 3590: leave PORT out, or make them agree.',
    )
  })

  it('is both where a proxy stands in front', () => {
    const behind = { APP_ORIGIN: 'http://localhost:8080', PORT: '3590', TRUSTED_PROXY_HOPS: '1' }
    expect(read(behind)).toMatchObject({ port: 3590, origin: 'http://localhost:8080' })
    const elsewhere = { ...OWN_KEYS, APP_ORIGIN: 'https://rides.example', PORT: '8000' }
    expect(read(elsewhere)).toMatchObject({ port: 8000, origin: 'https://rides.example' })
    expect(read({ ...OWN_KEYS, APP_ORIGIN: 'https://rides.example' }).port).toBe(3000)
  })
})

describe('a wrong variable', () => {
  it.each([
    ['PORT', 'abc', 'PORT should be a port number from 1 to 65535, but is "abc".'],
    ['SANDBOX_PORT', '70000', 'SANDBOX_PORT should be a port number from 1 to 65535, but is "70000".'],
    ['AUTH_SECRET', 'short', 'AUTH_SECRET should be a text of 32 characters or more, but is not.'],
    ['CRON_SECRET', 'short', 'CRON_SECRET should be a text of 16 characters or more, but is not.'],
    [
      'MERCHANT_COUNTRY',
      'Germany',
      'MERCHANT_COUNTRY should be a country code of two capital letters such as US, but is "Germany".',
    ],
    [
      'CHARGE_RETRY_HOURS',
      '24;72',
      'CHARGE_RETRY_HOURS should be up to ten waits in whole hours such as 24,72,168, or none, but is "24;72".',
    ],
    ['TRUSTED_PROXY_HOPS', 'x', 'TRUSTED_PROXY_HOPS should be a whole number from 0 to 10, but is "x".'],
    ['TRUSTED_PROXY_HOPS', '11', 'TRUSTED_PROXY_HOPS should be a whole number from 0 to 10, but is "11".'],
    ['LOG_LEVEL', 'fatal', 'LOG_LEVEL should be one of debug, info, warn, error, silent, but is "fatal".'],
    [
      'MERCHANT_NAME',
      'n'.repeat(61),
      `MERCHANT_NAME should be the name of the shop, at most 60 characters, but is "${'n'.repeat(61)}".`,
    ],
    ['SMTP_URL', 'mail', 'SMTP_URL should be an address such as smtp://mail.example:587, but is not.'],
    [
      'DATABASE_URL',
      'mysql://me:secret@localhost/shop',
      'DATABASE_URL should look like postgresql://user:password@host:5432/database, but does not.',
    ],
    [
      'DATABASE_URL',
      'postgresql://me@localhost/shop?schema=rides',
      'DATABASE_URL names a schema, but only "public" is supported: give Mandate a database of its own.',
    ],
  ])('%s=%s is refused in one sentence', (name, value, sentence) => {
    expect(refusal({ [name]: value })).toBe(sentence)
  })

  it.each([
    ...['APP_ORIGIN', 'STRIPE_API_BASE', 'STRIPE_JS_URL', 'STRIPE_WEBHOOK_SECRET'],
    ...['STRIPE_CUSTOMER_MODEL', 'STRIPE_ACCOUNTS_VERSION'],
  ])('%s is refused with own keys as well', (name) => {
    expect(refusal({ ...OWN_KEYS, [name]: 'wrong' })).toMatch(new RegExp(`^${name} should be .*\\.$`))
  })

  it('is not missed by a shop that is open to others', () => {
    expect(refusal({ APP_ORIGIN: 'https://rides.example' })).toContain('STRIPE_SECRET_KEY is missing')
    expect(refusal({ STRIPE_PUBLISHABLE_KEY: 'pk_test_mine' })).toContain('STRIPE_SECRET_KEY is not')
    expect(refusal({ STRIPE_SECRET_KEY: 'sk_test_mine' })).toContain('STRIPE_PUBLISHABLE_KEY is not')
    expect(refusal({ ...OWN_KEYS, STRIPE_PUBLISHABLE_KEY: 'pk_live_mine' })).toContain('both be test keys')
    expect(refusal({ STRIPE_SECRET_KEY: 'sk_live_mine', STRIPE_PUBLISHABLE_KEY: 'pk_live_mine' })).toContain('SMTP_URL')
    expect(
      refusal({ ...OWN_KEYS, APP_ORIGIN: 'https://rides.example', STRIPE_API_BASE: 'http://127.0.0.1:4010' }),
    ).toContain('STRIPE_API_BASE is a sandbox on this machine')
  })
})

it('keeps the customers of different Stripe accounts in different databases', () => {
  expect(databaseName(read({}))).toBe('mandate')
  expect(databaseName(read(OWN_KEYS))).toMatch(/^mandate_[0-9a-f]{8}$/)
  expect(databaseName(read(OWN_KEYS))).toBe(databaseName(read(OWN_KEYS)))
  expect(databaseName(read({ ...OWN_KEYS, STRIPE_SECRET_KEY: 'sk_test_other' }))).not.toBe(databaseName(read(OWN_KEYS)))
})
