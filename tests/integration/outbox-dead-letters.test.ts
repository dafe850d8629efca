import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { backend } from '../support/backend'
import { freshWorld, moveClock } from '../support/business-clock'
import { chargeOf, customerWithMethod, expireLeases, jobOf, newMerchant, paymentOf, workOff } from '../support/charging'
import { atStripe, endOf, intentOf, PAID, PAID_AT_STRIPE } from '../support/payment-ends'
import { send, type Sent, signedIn } from '../support/requests'
import { control, stripe } from '../support/saving'
import { startStripeProxy } from '../support/stripe-proxy'
import { deliver, handleAll, madeUpEvent } from '../support/webhooks'
import { POST } from '@/app/api/jobs/[id]/retry/route'
import type { Viewer } from '@/lib/server/auth/session'
import { listDeadLetters } from '@/lib/server/console/list-dead-letters'
import { db } from '@/lib/server/db'
import { claimJobs } from '@/lib/server/jobs/store'
import { workJobs } from '@/lib/server/jobs/work-jobs'
import { askCharge } from '@/lib/server/payments/ask-charge'

const proxy = await startStripeProxy(backend.sandboxUrl)
process.env.STRIPE_API_BASE = proxy.origin
const CREATE = /^POST \/v1\/payment_intents$/
const CONFIRM = /^POST \/v1\/payment_intents\/\w+\/confirm$/

let merchant: Viewer
let customer: Awaited<ReturnType<typeof customerWithMethod>>
let cookie: string

beforeAll(async () => {
  await freshWorld()
  merchant = await newMerchant()
  customer = await customerWithMethod()
  cookie = await signedIn(merchant)
})
afterEach(async () => {
  proxy.heal()
  await control.faults([])
  await db().job.deleteMany()
})
afterAll(() => proxy.close())

async function asked(): Promise<{ id: string; jobId: string }> {
  const { paymentId: id, job } = await askCharge(chargeOf(merchant, customer.id))
  if (!job) throw new Error('No command was filed.')
  return { id, jobId: job.id }
}

/** One turn of the worker for whatever there is, waits included. */
async function turn(): Promise<void> {
  await expireLeases()
  await workJobs(4)
}

const retry = (id: string, sent: Sent = {}) => send(POST, { cookie, params: { id }, ...sent })
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code]
const listed = async () => (await listDeadLetters(merchant)).map(({ id, kind, attempts }) => ({ id, kind, attempts }))

/** A charge whose command was given up at the confirm, with this status by Stripe. */
async function givenUp(status = 401): Promise<{ id: string; jobId: string }> {
  const filed = await asked()
  proxy.breaks(CONFIRM, status)
  await turn()
  proxy.heal()
  return filed
}

describe('a command that Stripe has not answered for three days', () => {
  it('is set aside for a person; nothing is said to have failed, and nothing more is tried', async () => {
    const { id, jobId } = await asked()
    proxy.breaks(CREATE, 503)
    await db().job.update({ where: { id: jobId }, data: { attempts: 448 } })
    await turn()
    expect(await jobOf(id)).toMatchObject({ attempts: 449, dueAt: expect.any(Date), doneAt: null })
    await turn()
    expect(await jobOf(id)).toMatchObject({ attempts: 450, dueAt: null, doneAt: null, lastError: expect.any(String) })
    proxy.heal()
    const before = proxy.seen.length
    await turn()
    expect(proxy.seen).toHaveLength(before)
    expect(await endOf(id)).toMatchObject({ state: 'starting', order: 'in_progress', isSwept: true, openJobs: 1 })
    expect(await listed()).toEqual([{ id: jobId, kind: 'charge', attempts: 450 }])
  })
})

describe('a command that a person has to look at', () => {
  it.each([
    ['create, because our key is wrong', CREATE, 401, 'starting'],
    ['create, because our key may not do it', CREATE, 403, 'starting'],
    ['confirm, because our key is wrong', CONFIRM, 401, 'charging'],
    ['confirm, because our key may not do it', CONFIRM, 403, 'charging'],
  ])('as Stripe will not take the %s, is set aside at once', async (_what, request, ...[status, state]) => {
    const { id, jobId } = await asked()
    proxy.breaks(request, status)
    await turn()
    expect(await endOf(id)).toMatchObject({ state, ledger: [], openJobs: 1 })
    expect(await listed()).toEqual([{ id: jobId, kind: 'charge', attempts: 2 }])
    proxy.heal()
    await retry(jobId)
    await workOff()
    expect(await endOf(id)).toEqual(PAID)
    expect(await atStripe(id)).toEqual(PAID_AT_STRIPE)
  })

  it.each([
    ['create', 'starting'],
    ['confirm', 'charging'],
  ] as const)(
    'because its key for the %s was used for something else, takes no other key by itself',
    async (what, state) => {
      const { id, jobId } = await asked()
      const stranger = { amount: 77_00, currency: 'usd', allowed_payment_method_types: ['amazon_pay'] } as const
      await stripe.paymentIntents.create(
        { ...stranger, allowed_payment_method_types: ['amazon_pay'] },
        { idempotencyKey: `${what}:${id}:1` },
      )
      await turn()
      expect(await endOf(id)).toMatchObject({ state, ledger: [], openJobs: 1 })
      expect(await listed()).toEqual([{ id: jobId, kind: 'charge', attempts: 2 }])
      expect((await paymentOf(id))[`${what}Key`]).toBe(`${what}:${id}:1`)
      expect((await atStripe(id)).charges).toEqual([])
    },
  )
})

describe('trying again what was given up', () => {
  it('carries it out, once, and notes who asked for it', async () => {
    const { id, jobId } = await givenUp()
    expect((await retry(jobId)).status).toBe(204)
    expect(await jobOf(id)).toMatchObject({ attempts: 0, dueAt: expect.any(Date) })
    expect(await codeOf(await retry(jobId))).toEqual([404, 'not_found'])
    await workOff()
    expect(await endOf(id)).toEqual(PAID)
    expect(await codeOf(await retry(jobId))).toEqual([404, 'not_found'])
    const entries = await db().auditEntry.findMany({ where: { subject: `job:${jobId}` } })
    expect(entries).toMatchObject([{ action: 'job.retry', actorId: merchant.userId, requestId: expect.any(String) }])
    expect(await listed()).toEqual([])
  })

  it('by two people at once is one try', async () => {
    const { jobId } = await givenUp()
    const answers = await Promise.all([retry(jobId), retry(jobId), retry(jobId), retry(jobId)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 404, 404, 404])
    expect(await db().auditEntry.count({ where: { subject: `job:${jobId}` } })).toBe(1)
  })

  it('by a form leads back to the page that lists it', async () => {
    const { jobId } = await givenUp()
    const response = await retry(jobId, { form: {} })
    expect([response.status, response.headers.get('location')]).toEqual([303, '/console/attention'])
  })

  it('is for the merchant’s people alone, from a page of ours', async () => {
    const { jobId } = await givenUp()
    expect(await codeOf(await retry(jobId, { cookie: undefined }))).toEqual([401, 'unauthenticated'])
    expect(await codeOf(await retry(jobId, { cookie: await signedIn(customer) }))).toEqual([403, 'forbidden'])
    expect(await codeOf(await retry(jobId, { headers: { origin: 'https://evil.test' } }))).toEqual([
      403,
      'foreign_origin',
    ])
    expect(await listed()).toMatchObject([{ id: jobId }])
    await expect(listDeadLetters({ ...merchant, role: 'customer' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is refused for what is still being tried, for what is not there, and for what is no id', async () => {
    const { jobId } = await asked()
    for (const id of [jobId, crypto.randomUUID(), 'evt_unknown'])
      expect(await codeOf(await retry(id))).toEqual([404, 'not_found'])
    for (const id of ['', 'x', "1' or true", 'evt_']) expect((await retry(id)).status).toBe(422)
    expect(await claimJobs(1)).toEqual([])
  })

  it('works for an event as well', async () => {
    const event = madeUpEvent({
      type: 'payment_intent.succeeded',
      data: { object: { id: 'pi_unread', object: 'payment_intent', metadata: { payment_id: (await asked()).id } } },
    })
    await deliver(event)
    await db().stripeEvent.update({ where: { id: event.id }, data: { attempts: 449 } })
    proxy.breaks(/pi_unread/, 503)
    await handleAll()
    proxy.heal()
    expect(await listed()).toEqual([{ id: event.id, kind: 'event', attempts: 450 }])
    expect((await retry(event.id)).status).toBe(204)
    expect(await listed()).toEqual([])
    expect(await db().stripeEvent.findUnique({ where: { id: event.id } })).toMatchObject({ attempts: 0 })
    await db().stripeEvent.deleteMany()
  })

  it('after Stripe has forgotten the key makes no new intent: nothing was charged, and it is over', async () => {
    const { id, jobId } = await asked()
    proxy.breaks(CREATE, 401)
    await turn()
    proxy.heal()
    await moveClock(23 * 3600 + 1)
    const before = proxy.seen.filter((request) => CREATE.test(request)).length
    await retry(jobId)
    await workOff()
    expect(proxy.seen.filter((request) => CREATE.test(request))).toHaveLength(before)
    expect(await endOf(id)).toMatchObject({ state: 'refused', order: 'failed', openJobs: 0, isSwept: false })
    expect((await paymentOf(id)).errorMessage).toBe(
      'It could not be sent to Stripe within a day, so it was given up. Nothing was charged.',
    )
  })

  it('reads Stripe first: a decline nobody heard of is not tried a second time, whatever Stripe remembers', async () => {
    const { id, jobId } = await givenUp()
    const { id: intent } = await intentOf(id)
    // The confirm was carried out and declined; its answer, its events and the sweep were all lost for days.
    await control.outcomes({ nextOffSession: 'decline' })
    const confirm = { payment_method: customer.paymentMethod.stripePaymentMethodId, off_session: true }
    const declined = stripe.paymentIntents.confirm(intent, confirm, { idempotencyKey: `confirm:${id}:1` })
    await expect(declined).rejects.toMatchObject({ statusCode: 402 })
    await moveClock(3 * 86_400)
    await retry(jobId)
    await workOff()
    expect(await endOf(id)).toMatchObject({ state: 'declined', ledger: [] })
    expect(await atStripe(id)).toEqual({ intents: ['requires_payment_method'], charges: ['failed'] })
  })
})
