import fc from 'fast-check'
import Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { startWith } from '../support/environment'

const SECRET = 'whsec_rides'
const EVENT = JSON.stringify({ id: 'evt_1', object: 'event', type: 'setup_intent.succeeded', data: { object: {} } })

type Signing = { payload?: string; secret?: string; ageSeconds?: number; scheme?: string }

function signed({ payload = EVENT, secret = SECRET, ageSeconds = 0, scheme = 'v1' }: Signing = {}): string {
  const timestamp = Math.floor(Date.now() / 1000) - ageSeconds
  return Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp, scheme })
}

async function verifier(secrets = SECRET) {
  startWith({ STRIPE_WEBHOOK_SECRET: secrets })
  const { verifiedEvent } = await import('@/lib/server/stripe/webhooks')
  return verifiedEvent
}

async function accepted(body: string, header: string | null, secrets?: string): Promise<boolean> {
  const verifiedEvent = await verifier(secrets)
  return isAccepted(() => verifiedEvent(body, header))
}

function isAccepted(verify: () => unknown): boolean {
  try {
    verify()
    return true
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid_signature' })
    return false
  }
}

describe('a webhook', () => {
  it('is believed when our secret signed this very body just now', async () => {
    const verifiedEvent = await verifier()
    expect(verifiedEvent(EVENT, signed())).toMatchObject({ id: 'evt_1' })
  })

  it.each<[string, string, string | null]>([
    ['has no signature', EVENT, null],
    ['has an empty one', EVENT, ''],
    ['has one that is no signature', EVENT, 'v1=,t='],
    ['was signed with another secret', EVENT, signed({ secret: 'whsec_other' })],
    ['was signed with an empty secret', EVENT, signed({ secret: '' })],
    ['was signed in the old scheme alone', EVENT, signed({ scheme: 'v0' })],
    ['is written in another way', JSON.stringify(JSON.parse(EVENT), null, 2), signed()],
    ['has a line more', `${EVENT}\n`, signed()],
    ['has another body', EVENT.replace('succeeded', 'canceled'), signed()],
  ])('is refused when it %s', async (_why, body, header) => expect(await accepted(body, header)).toBe(false))

  it('is refused when it is five minutes old or comes from the future', async () => {
    expect(await accepted(EVENT, signed({ ageSeconds: 290 }))).toBe(true)
    expect(await accepted(EVENT, signed({ ageSeconds: 310 }))).toBe(false)
    expect(await accepted(EVENT, signed({ ageSeconds: 3 * 86_400 }))).toBe(false)
    expect(await accepted(EVENT, signed({ ageSeconds: -50 }))).toBe(true)
    expect(await accepted(EVENT, signed({ ageSeconds: -70 }))).toBe(false)
  })

  it('is believed under either secret while one is being rolled, and not under a third', async () => {
    const both = 'whsec_old,whsec_new'
    expect(await accepted(EVENT, signed({ secret: 'whsec_old' }), both)).toBe(true)
    expect(await accepted(EVENT, signed({ secret: 'whsec_new' }), both)).toBe(true)
    expect(await accepted(EVENT, signed({ secret: 'whsec_third' }), both)).toBe(false)
    expect(await accepted(EVENT, signed({ secret: both }), both)).toBe(false)
  })

  it('is believed with two signatures of which one is ours', async () => {
    const [time, own] = signed().split(',')
    expect(await accepted(EVENT, `${time},v1=${'0'.repeat(64)},${own}`)).toBe(true)
  })

  it('cannot be made from a genuine one in any of 2,000 ways', { timeout: 60_000 }, async () => {
    const verifiedEvent = await verifier()
    const header = signed()
    const replaced = (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + 1)
    const at = (text: string) => fc.nat(text.length - 1)
    const body = fc
      .tuple(at(EVENT), fc.string({ unit: 'binary', minLength: 0, maxLength: 3 }))
      .map(([index, by]) => [replaced(EVENT, index, by), header] as const)
    const digit = fc
      .tuple(
        fc.nat(header.length - 1).filter((index) => /[0-9a-f]/.test(header[index] ?? '') && header[index + 1] !== '='),
        fc.constantFrom(...'0123456789abcdef'),
      )
      .map(([index, by]) => [EVENT, replaced(header, index, by)] as const)
    const shortened = at(header).map((end) => [EVENT, header.slice(0, end)] as const)
    const invented = fc.tuple(fc.string(), fc.string())
    fc.assert(
      fc.property(fc.oneof(body, digit, shortened, invented), ([sent, signature]) => {
        fc.pre(sent !== EVENT || signature !== header)
        expect(isAccepted(() => verifiedEvent(sent, signature))).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })
})
