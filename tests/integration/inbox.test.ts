import { beforeEach, describe, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { approved, newCustomer, open, rowOf } from '../support/saving'
import { deliver, eventOf, handleAll, madeUpEvent } from '../support/webhooks'
import { db } from '@/lib/server/db'
import { workInbox } from '@/lib/server/jobs/work-inbox'
import { handlers } from '@/lib/server/webhooks/handlers'
import { claimEvents, markFailed, markHandled } from '@/lib/server/webhooks/store'

beforeEach(freshWorld)
beforeEach(() => db().stripeEvent.deleteMany())

const problemOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code]
const stored = (id: string) => db().stripeEvent.findUnique({ where: { id } })
// A second ago: the column keeps milliseconds, so "now" may be rounded into the future.
const makeDue = () =>
  db().$executeRaw`update stripe_events set due_at = now() - interval '1 second' where due_at is not null`

/** An event that no handler can deal with: its try says that it belongs to live keys. */
async function poison(): Promise<string> {
  const { setupId, stripeSetupIntentId } = await open(await newCustomer())
  await db().setup.update({ where: { id: setupId }, data: { livemode: true } })
  const event = madeUpEvent({ data: { object: { id: stripeSetupIntentId, object: 'setup_intent', metadata: {} } } })
  expect((await deliver(event)).status).toBe(200)
  return event.id
}

describe('the endpoint', () => {
  it('files a genuine event with whom it is about, and not what it says about them', async () => {
    const { setupId, stripeSetupIntentId } = await approved(await newCustomer())
    const event = await eventOf(stripeSetupIntentId, 'setup_intent.succeeded')
    expect((await deliver(event)).status).toBe(200)
    const row = await stored(event.id)
    expect(row).toMatchObject({ type: event.type, objectId: stripeSetupIntentId, reference: setupId, handledAt: null })
    expect(JSON.stringify(row)).not.toMatch(/_secret_|@example\.com/)
  })

  it.each([
    ['signed with another secret', { secret: 'whsec_other' }],
    ['with a signature that is none', { header: 'v1=,t=' }],
    ['without a signature', { header: '' }],
  ])('files nothing that arrives %s', async (_how, delivery) => {
    expect(await problemOf(await deliver(madeUpEvent(), delivery))).toEqual([400, 'invalid_signature'])
    expect(await db().stripeEvent.count()).toBe(0)
  })

  it('files nothing of the other mode', async () => {
    expect(await problemOf(await deliver(madeUpEvent({ livemode: true })))).toEqual([409, 'wrong_stripe_account'])
    expect(await db().stripeEvent.count()).toBe(0)
  })

  it('files nothing larger than 256 KB', async () => {
    const large = madeUpEvent({ padding: 'x'.repeat(256 * 1024) })
    expect(await problemOf(await deliver(large))).toEqual([413, 'payload_too_large'])
  })

  it.each(['charge.captured', 'v1.unheard.of', '__proto__', 'constructor', 'toString'])(
    'takes an event of type %s, which means nothing to us',
    async (type) => {
      const event = madeUpEvent({ type })
      expect((await deliver(event)).status).toBe(200)
      await handleAll()
      expect(await stored(event.id)).toMatchObject({ type, attempts: 1, dueAt: null, lastError: null })
    },
  )

  it.each([
    ['without an id', { object: 'balance' }],
    ['without metadata', { id: 'seti_1' }],
    ['with metadata of null', { id: 'seti_1', metadata: null }],
    ['with somebody else’s metadata', { id: 'seti_1', metadata: { setup_id: "x' or 1=1" } }],
  ])('takes an event about an object %s', async (_which, object) => {
    const event = madeUpEvent({ data: { object } })
    expect((await deliver(event)).status).toBe(200)
    await handleAll()
    expect(await stored(event.id)).toMatchObject({ reference: null, dueAt: null, lastError: null })
  })

  it('files a delivery once, however often it comes, and keeps it handled', async () => {
    const event = madeUpEvent()
    await Promise.all(Array.from({ length: 20 }, () => deliver(event)))
    expect(await handleAll()).toBe(1)
    const handled = await stored(event.id)
    expect((await deliver(event)).status).toBe(200)
    expect(await handleAll()).toBe(0)
    expect(await stored(event.id)).toEqual(handled)
  })
})

describe('an event that cannot be handled', () => {
  it('is tried ten times, later each time, and then put aside for a person', async () => {
    const id = await poison()
    for (let turn = 1; turn <= 10; turn++) {
      expect(await workInbox()).toBe(1)
      const event = await stored(id)
      expect(event).toMatchObject({
        attempts: turn,
        handledAt: null,
        lastError: expect.stringContaining('another Stripe account'),
      })
      if (turn === 10) break
      const wait = ((event?.dueAt?.getTime() ?? 0) - Date.now()) / 1000
      expect(wait).toBeLessThanOrEqual(2 ** (turn - 1) + 0.5)
      expect(wait).toBeGreaterThan(2 ** (turn - 1) * 0.75 - 5)
      await makeDue()
    }
    await makeDue()
    expect(await workInbox()).toBe(0)
    expect(await stored(id)).toMatchObject({ dueAt: null, handledAt: null })
  })

  it('holds up no other', async () => {
    const poisonous = await Promise.all(Array.from({ length: 5 }, poison))
    const { setupId, stripeSetupIntentId } = await approved(await newCustomer())
    await deliver(await eventOf(stripeSetupIntentId, 'setup_intent.succeeded'))
    await workInbox()
    await workInbox()
    expect(await rowOf(setupId)).toMatchObject({ status: 'succeeded' })
    expect(await db().stripeEvent.count({ where: { id: { in: poisonous }, handledAt: null } })).toBe(5)
  })
})

describe('a claim', () => {
  it('that is no longer the latest one can neither finish nor give up an event', async () => {
    const { id } = madeUpEvent()
    await deliver(madeUpEvent({ id }))
    const [frozen] = await claimEvents(1)
    await makeDue()
    const [current] = await claimEvents(1)
    if (!frozen || !current) throw new Error('Nothing was claimed.')
    expect(current.fence).toBe(frozen.fence + 1)
    await markHandled(frozen)
    await markFailed(frozen, 'woke up', null)
    expect(await stored(id)).toMatchObject({ handledAt: null, lastError: null, attempts: 2 })
    await markHandled(current)
    expect((await stored(id))?.handledAt).not.toBeNull()
  })

  it('lasts thirty seconds by the database’s own clock', async () => {
    await deliver(madeUpEvent())
    await claimEvents(1)
    const [row] = await db().$queryRaw<{ seconds: number }[]>`
      select extract(epoch from due_at - now())::float8 as seconds from stripe_events`
    expect(row?.seconds).toBeGreaterThan(25)
    expect(row?.seconds).toBeLessThanOrEqual(30)
    expect(await workInbox()).toBe(0)
  })
})

describe('several workers', () => {
  it('share two hundred events and handle each once', async () => {
    const rows = Array.from({ length: 200 }, (_, at) => ({
      id: `evt_many_${at}`,
      type: 'setup_intent.succeeded',
      objectId: 'seti_unknown',
      livemode: false,
      stripeCreated: new Date(),
    }))
    await db().stripeEvent.createMany({ data: rows })
    const handled = await Promise.all([handleAll(), handleAll(), handleAll()])
    expect(handled.reduce((sum, one) => sum + one)).toBe(200)
    expect(
      await db().stripeEvent.count({ where: { attempts: 1, fence: 1, dueAt: null, NOT: { handledAt: null } } }),
    ).toBe(200)
  })
})

describe('the events we act on', () => {
  it('are those of intents, hosted pages, charges, refunds, disputes, subscriptions and invoices, and of what ends a permission; each by reading again', () => {
    expect(Object.keys(handlers).toSorted()).toEqual([
      'charge.captured',
      'charge.dispute.closed',
      'charge.dispute.created',
      'charge.dispute.funds_reinstated',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.updated',
      'charge.expired',
      'charge.failed',
      'charge.refunded',
      'charge.succeeded',
      'charge.updated',
      'checkout.session.completed',
      'checkout.session.expired',
      'customer.deleted',
      'customer.subscription.created',
      'customer.subscription.deleted',
      'customer.subscription.paused',
      'customer.subscription.resumed',
      'customer.subscription.updated',
      'invoice.created',
      'invoice.finalized',
      'invoice.marked_uncollectible',
      'invoice.paid',
      'invoice.payment_action_required',
      'invoice.payment_failed',
      'invoice.updated',
      'invoice.voided',
      'mandate.updated',
      'payment_intent.amount_capturable_updated',
      'payment_intent.canceled',
      'payment_intent.created',
      'payment_intent.payment_failed',
      'payment_intent.processing',
      'payment_intent.requires_action',
      'payment_intent.succeeded',
      'payment_method.detached',
      'refund.created',
      'refund.failed',
      'refund.updated',
      'setup_intent.canceled',
      'setup_intent.created',
      'setup_intent.requires_action',
      'setup_intent.setup_failed',
      'setup_intent.succeeded',
    ])
  })
})
