import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshWorld, moveClock } from '../support/business-clock'
import { chargedWith, usualOutcomes } from '../support/charge-outcomes'
import { expireLeases, jobOf, paymentOf, workOff } from '../support/charging'
import { atStripe, endOf, eventsAbout, intentOf, PAID, tell, twin } from '../support/payment-ends'
import { countOf, DAY, declinedCharge, HOUR, hoursToTry, mailsTo, pass } from '../support/recovering'
import { control, stripe } from '../support/saving'
import { db } from '@/lib/server/db'
import { carryOut } from '@/lib/server/jobs/carry-out'
import { sweep } from '@/lib/server/jobs/sweep'
import { removeMethod } from '@/lib/server/payment-methods/remove-method'
import { syncPayment } from '@/lib/server/payments/sync-payment'
import { fileDueTry, findRecovery, stopTries } from '@/lib/server/recovery/store'

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
})
afterEach(usualOutcomes)

const titles = async (id: string) => (await mailsTo(id)).map(({ title }) => title)
const FIRST = 'Action needed: we couldn’t charge Amazon Pay for Ride to the moon'
const LAST = 'Action needed: we still couldn’t charge Amazon Pay for Ride to the moon'

describe('a charge that is declined', () => {
  it('is told to its customer once, whoever hears of it first and however often', async () => {
    const { id, customer } = await chargedWith('decline')
    const events = await eventsAbout((await intentOf(id)).id)
    await Promise.all([
      ...events.map((event) => tell([event])),
      ...events.map((event) => tell([twin(event)])),
      ...Array.from({ length: 4 }, () => syncPayment(id)),
      sweep(),
    ])
    await workOff()
    await tell(events.map(twin))
    await pass(HOUR)
    const mails = await mailsTo(id)
    expect(mails.map(({ title, recipient }) => [title, recipient])).toEqual([[FIRST, customer.email]])
    expect(mails[0]?.text).toMatch(
      /^Nothing was charged\. .+ You can pay it now; otherwise we’ll try again on \d+ \w+ \d{4}, \d\d:\d\d UTC\.\n/,
    )
    expect(mails[0]?.text).toContain('Amount: $12.00')
    // What is kept opens nothing.
    const [row] = await db().notification.findMany({ where: { subjectId: id } })
    expect(row?.text).toMatch(/\/recover\/hidden$/m)
  })

  it('is told though the message had to wait until a further try was processing', async () => {
    const { id } = await chargedWith('decline')
    await moveClock(DAY + 60)
    await sweep()
    await control.outcomes({ nextOffSession: 'late_failure' })
    await carryOut({ ...(await jobOf(id)), attempts: 1 })
    expect((await paymentOf(id)).status).toBe('processing')
    await workOff(3)
    expect(await titles(id)).toEqual([])
    await pass(120)
    await pass(120)
    expect(await titles(id)).toEqual([FIRST])
  })

  it('is told when webhooks and the worker’s own answer are both lost, by the sweep alone', async () => {
    const match = { path: '/v1/payment_intents/*' }
    await control.faults([{ match, kind: 'drop_after' }])
    const { id } = await chargedWith('decline')
    await control.faults([])
    await db().job.deleteMany()
    await pass(120)
    expect(await titles(id)).toEqual([FIRST])
  })

  it('is tried again as scheduled and told no more until the last try', async () => {
    const { id } = await declinedCharge()
    const intent = await intentOf(id)
    const waits: (number | null)[] = [await hoursToTry(id)]
    for (const hours of [24, 72]) {
      await pass(hours * HOUR - 60)
      expect(await countOf(id, 'payment.retry_ask')).toBe(waits.length - 1)
      await pass(120, 'decline')
      waits.push(await hoursToTry(id))
      expect(await titles(id)).toEqual([FIRST])
    }
    expect(waits).toEqual([24, 72, 168])
    await pass(168 * HOUR, 'decline')
    expect(await hoursToTry(id)).toBeNull()
    expect(await titles(id)).toEqual([FIRST, LAST])
    expect((await mailsTo(id))[1]?.text).toContain('This was our last try.')
    await pass(60 * DAY)
    expect([await countOf(id, 'payment.retry_ask'), await countOf(id, 'payment.retry_declined')]).toEqual([3, 3])
    expect(await atStripe(id)).toEqual({ intents: ['requires_payment_method'], charges: Array(4).fill('failed') })
    expect((await intentOf(id)).id).toBe(intent.id)
    expect((await paymentOf(id)).confirmKey).toBe(`confirm:${id}:4`)
  })

  it('is paid by a further try, on the same intent, and that ends it', async () => {
    const { id } = await declinedCharge()
    const intent = await intentOf(id)
    await pass(DAY, 'succeed')
    const moments = ['payment.ask', 'payment.create', 'payment.declined', 'payment.retry_ask', 'payment.paid']
    expect(await endOf(id)).toEqual({ ...PAID, moments })
    expect((await intentOf(id)).id).toBe(intent.id)
    expect(await titles(id)).toEqual([FIRST, 'Your receipt for Ride to the moon'])
    await pass(30 * DAY)
    expect((await atStripe(id)).charges.toSorted()).toEqual(['failed', 'succeeded'])
  })

  it('goes on after a further try that was processing and failed late', async () => {
    const { id } = await declinedCharge()
    await pass(DAY, 'late_failure')
    expect((await paymentOf(id)).status).toBe('processing')
    await pass(120)
    await pass(120)
    expect([await hoursToTry(id), await countOf(id, 'payment.retry_declined')]).toEqual([72, 1])
    expect(await titles(id)).toEqual([FIRST])
  })
})

describe('a further try', () => {
  it.each(['drop_before', 'drop_after', 'error_500_with_effect', 'error_500_no_effect'] as const)(
    'is made once and succeeds once, whatever happens to its answer: %s',
    async (kind) => {
      const { id } = await declinedCharge()
      await control.faults([{ match: { method: 'POST', path: '/v1/payment_intents/*' }, kind, count: 1 }])
      await pass(DAY, 'succeed')
      await workOff()
      expect((await endOf(id)).state).toBe('paid')
      expect((await atStripe(id)).charges.filter((status) => status === 'succeeded')).toHaveLength(1)
      expect(await countOf(id, 'payment.retry_ask')).toBe(1)
    },
  )

  it('is filed once by two sweeps at once, and carried out by two workers charges once', async () => {
    const { id } = await declinedCharge()
    const now = new Date(Date.now() + DAY * 1000 + 60_000)
    await Promise.all(Array.from({ length: 6 }, () => fileDueTry(id, now)))
    const jobs = await db().job.findMany({ where: { subjectId: id, kind: 'retry' } })
    // Of a long list many are due at once: no command of a person’s stands behind them, and they have their share of the budget.
    expect(jobs).toMatchObject([{ isBulk: true }])
    await Promise.all([...jobs, ...jobs].map((job) => carryOut({ ...job, attempts: 1 })))
    await expireLeases()
    await workOff()
    expect((await endOf(id)).state).toBe('paid')
    expect((await atStripe(id)).charges.toSorted()).toEqual(['failed', 'succeeded'])
  })

  it.each([
    ['lost_card', null],
    ['authentication_required', null],
    ['insufficient_funds', 24],
  ])('after %s is made in %s hours', async (declineCode, hours) => {
    await control.outcomes({ offSessionDecline: { code: 'card_declined', declineCode, message: 'No.' } })
    const { id } = await declinedCharge()
    expect(await hoursToTry(id)).toBe(hours)
    const [mail] = await mailsTo(id)
    expect(mail?.text).toContain(hours ? 'we’ll try again on' : 'We won’t try again by ourselves.')
  })

  it('is not promised when the decline has cost the customer the method', async () => {
    await control.outcomes({ declineDetaches: true })
    const { id } = await declinedCharge()
    expect(await hoursToTry(id)).toBeNull()
    expect((await mailsTo(id))[0]?.text).toContain('Next try: None')
    await pass(30 * DAY)
    expect([await titles(id), await countOf(id, 'payment.retry_ask')]).toEqual([[FIRST], 0])
  })

  it('that costs the customer the method is the last one, and they are told', async () => {
    const { id } = await declinedCharge()
    await control.outcomes({ declineDetaches: true })
    await pass(DAY, 'decline')
    expect(await hoursToTry(id)).toBeNull()
    expect(await titles(id)).toEqual([FIRST, LAST])
  })

  it('is not made once the method is removed, the mandate revoked, the customer or the payment gone, or the merchant has stopped it', async () => {
    const [removed, revoked, gone, canceled, stopped] = [
      await declinedCharge(),
      await declinedCharge(),
      await declinedCharge(),
      await declinedCharge(),
      await declinedCharge(),
    ]
    await removeMethod(removed.customer.paymentMethod.id, removed.customer, crypto.randomUUID())
    await control.dashboard({ revokeMandate: revoked.customer.mandate?.stripeMandateId ?? '' })
    await stripe.customers.del(gone.customer.stripeCustomerId)
    await stripe.paymentIntents.cancel(String(canceled.stripePaymentIntentId))
    const actor = { actorId: stopped.merchant.userId, requestId: crypto.randomUUID(), at: new Date() }
    expect([await stopTries(stopped.id, actor), await stopTries(stopped.id, actor)]).toEqual([true, false])
    const { data } = await stripe.events.list({ limit: 100 })
    await tell(data.reverse())
    await workOff()
    const all = [removed, revoked, gone, canceled, stopped]
    for (const { id } of all) expect((await findRecovery(id))?.nextTryAt).toBeNull()
    await pass(30 * DAY)
    for (const { id } of all) {
      expect(await countOf(id, 'payment.retry_ask')).toBe(0)
      expect((await atStripe(id)).charges).toEqual(['failed'])
      expect(await titles(id)).toEqual([FIRST])
    }
    expect(await countOf(stopped.id, 'payment.retry_stop')).toBe(1)
  })
})
