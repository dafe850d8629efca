import { beforeEach, describe, expect, it } from 'vitest'
import { stripeCustomerIdOf } from '../support/at-stripe'
import { freshWorld } from '../support/business-clock'
import { control, newCustomer, open, rowOf, start, stripe } from '../support/saving'
import { db } from '@/lib/server/db'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { insertNotice } from '@/lib/server/mandates/store'
import { noticeHash } from '@/lib/server/mandates/publish-notice'
import { openSetup } from '@/lib/server/payment-methods/open-setup'

const posts = async (path: string) =>
  (await control.journal()).filter((each) => each.method === 'POST' && each.path === path && !each.replayed)

beforeEach(freshWorld)

describe('a try at saving', () => {
  it('is on record with the exact words before Stripe hears of it', async () => {
    const customer = await newCustomer()
    const before = (await control.journal()).length
    const { id } = await start(customer, { ip: '203.0.113.7', userAgent: 'Mozilla/5.0 (X11)' })
    expect(await posts('/v1/setup_intents')).toEqual([])
    expect((await control.journal()).length - before).toBeLessThanOrEqual(1)
    const notice = await currentNotice()
    const { mandate, ...setup } = await rowOf(id)
    expect(setup).toMatchObject({ status: null, stripeSetupIntentId: null, usage: 'off_session', livemode: false })
    expect(setup).toMatchObject({ createKey: `create:${id}:1`, customerId: customer.id, failed: false })
    expect(mandate).toMatchObject({
      status: 'pending',
      usage: 'off_session',
      acceptedText: notice.text,
      optInText: notice.optInText,
      merchant: notice.merchant,
      termsVersion: notice.termsVersion,
      customerName: customer.name,
      customerEmail: customer.email,
      noticeVersion: notice.version,
      noticeHash: noticeHash(notice),
      locale: 'en',
      acceptedPage: '/wallet/add',
      acceptedIp: '203.0.113.7',
      ipSource: 'proxy',
      acceptedAgent: 'Mozilla/5.0 (X11)',
      activatedAt: null,
      stripeMandateId: null,
    })
    expect(setup.nextSyncAt?.getTime()).toBe(setup.createdAt.getTime() + 60_000)
  })

  it('keeps an unknown address as unknown, and an opt-in that nobody ticked as not given', async () => {
    const { mandate } = await rowOf((await start(await newCustomer(), { usage: 'on_session' })).id)
    expect(mandate).toMatchObject({
      acceptedIp: null,
      ipSource: 'unverified',
      usage: 'on_session',
    })
  })

  it('asks Stripe for Amazon Pay alone, without confirming, under a key of its own', async () => {
    const customer = await newCustomer()
    const { setupId, clientSecret, stripeSetupIntentId } = await open(customer)
    const [request] = await posts('/v1/setup_intents')
    expect(request).toMatchObject({ idempotencyKey: `create:${setupId}:1`, key: 'secret' })
    const intent = await stripe.setupIntents.retrieve(stripeSetupIntentId)
    expect(intent).toMatchObject({
      status: 'requires_confirmation',
      usage: 'off_session',
      payment_method_types: ['amazon_pay'],
      metadata: { setup_id: setupId },
      customer: await stripeCustomerIdOf((await rowOf(setupId)).customer),
      client_secret: clientSecret,
    })
    expect(await rowOf(setupId)).toMatchObject({ status: 'requires_confirmation', stripeSetupIntentId, version: 1 })
    const stored = JSON.stringify([
      await db().setup.findMany(),
      await db().mandate.findMany(),
      await db().auditEntry.findMany(),
    ])
    expect(stored).not.toContain('_secret_')
  })

  it('writes an audit entry that names who and which request', async () => {
    const customer = await newCustomer()
    const requestId = crypto.randomUUID()
    const { id } = await start(customer, { requestId })
    const entries = await db().auditEntry.findMany({ where: { subject: `setup:${id}` } })
    expect(entries).toMatchObject([{ action: 'setup.start', actorId: customer.userId, requestId }])
  })
})

describe('a repeated request', () => {
  it('gives the same try and the same SetupIntent', async () => {
    const customer = await newCustomer()
    const first = await open(customer, { idempotencyKey: 'k1' })
    const second = await open(customer, { idempotencyKey: 'k1' })
    expect(second).toEqual(first)
    expect(await posts('/v1/setup_intents')).toHaveLength(1)
  })

  it('is refused when its body is another one, and nothing is done', async () => {
    const customer = await newCustomer()
    const { id } = await start(customer, { idempotencyKey: 'k1' })
    const again = start(customer, { idempotencyKey: 'k1', usage: 'on_session' })
    await expect(again).rejects.toMatchObject({ code: 'idempotency_key_reused' })
    expect(await db().setup.findMany({ where: { customerId: customer.id } })).toMatchObject([
      { id, usage: 'off_session' },
    ])
  })

  it('means another try when another customer sends the same key', async () => {
    const [one, two] = [await newCustomer(), await newCustomer()]
    const first = await start(one, { idempotencyKey: 'k1' })
    expect((await start(two, { idempotencyKey: 'k1' })).id).not.toBe(first.id)
  })

  it('makes one try, one SetupIntent and one Stripe Customer of twenty at once', async () => {
    const customer = await newCustomer()
    const answers = await Promise.all(Array.from({ length: 20 }, () => open(customer, { idempotencyKey: 'k1' })))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await db().setup.count({ where: { customerId: customer.id } })).toBe(1)
    expect(await db().mandate.count({ where: { customerId: customer.id } })).toBe(1)
    const { objects } = await control.state()
    expect([objects.setup_intents.length, objects.customers.length]).toEqual([1, 1])
  })

  it('is refused when the notice has changed since: nobody agrees to old words', async () => {
    const customer = await newCustomer()
    const noticeId = (await currentNotice()).id
    await start(customer, { idempotencyKey: 'k1' })
    await publishOtherWords()
    const again = start(customer, { idempotencyKey: 'k1', noticeId })
    await expect(again).rejects.toMatchObject({ code: 'notice_changed' })
  })
})

describe('two first saves at once', () => {
  it('belong to one Stripe Customer', async () => {
    const customer = await newCustomer()
    await Promise.all([open(customer), open(customer)])
    const { objects } = await control.state()
    expect([objects.setup_intents.length, objects.customers.length]).toEqual([2, 1])
    expect(objects.customers[0]?.metadata).toEqual({ customer_id: customer.id })
  })
})

describe('words that are no longer current', () => {
  it('save nothing, here or at Stripe', async () => {
    const customer = await newCustomer()
    const noticeId = (await currentNotice()).id
    await publishOtherWords()
    await expect(start(customer, { noticeId })).rejects.toMatchObject({ code: 'notice_changed' })
    expect(await db().setup.count({ where: { customerId: customer.id } })).toBe(0)
    expect(await db().idempotentRequest.count({ where: { actorId: customer.id } })).toBe(0)
    expect((await control.state()).objects.setup_intents).toEqual([])
  })

  it('do not count as a try', async () => {
    const customer = await newCustomer()
    for (let turn = 0; turn < 21; turn++)
      await expect(start(customer, { noticeId: crypto.randomUUID() })).rejects.toMatchObject({ code: 'notice_changed' })
    await start(customer)
  })
})

describe('a customer who tries again and again', () => {
  it('has twenty tries a day, and the twenty-first never reaches Stripe', async () => {
    const customer = await newCustomer()
    for (let turn = 0; turn < 20; turn++) await start(customer)
    await expect(start(customer)).rejects.toMatchObject({
      code: 'too_many_requests',
      retryAfterSeconds: expect.closeTo(24 * 3600, -2),
    })
    expect(await db().setup.count({ where: { customerId: customer.id } })).toBe(20)
    await start(await newCustomer())
  })

  it('has the same twenty when they all come at once', async () => {
    const customer = await newCustomer()
    const tries = await Promise.allSettled(Array.from({ length: 30 }, () => start(customer)))
    const codes = tries.flatMap((each) => (each.status === 'rejected' ? [(each.reason as { code: string }).code] : []))
    // A machine that is too busy may refuse one for want of a connection; that is no try too many.
    expect(codes.filter((code) => code === 'too_many_requests')).toHaveLength(10)
    expect(await db().setup.count({ where: { customerId: customer.id } })).toBe(30 - codes.length)
  })
})

describe('a shop that cannot offer Amazon Pay', () => {
  it('refuses instead of handing out a secret', async () => {
    await control.outcomes({ country: 'JP' })
    const setup = await start(await newCustomer())
    // Whether Stripe refuses such a method or drops it without a word is not documented: either way is a refusal.
    await expect(openSetup(setup)).rejects.toMatchObject({
      code: expect.stringMatching(/^(amazon_pay_unavailable|payment_provider_refused)$/),
    })
    await control.outcomes({ country: 'US' })
  })
})

async function publishOtherWords(): Promise<void> {
  const { locale, version, covers, merchant, text, optInText, termsVersion } = await currentNotice()
  const words = { merchant, text: `${text} (${version + 1})`, optInText, termsVersion }
  await insertNotice({ ...words, covers, locale, version: version + 1, hash: noticeHash(words) })
}
