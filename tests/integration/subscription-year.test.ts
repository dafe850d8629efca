import { beforeEach, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { customerWithMethod, newMerchant } from '../support/charging'
import { approve, leaveForAmazon, startPaying } from '../support/checkout'
import { said } from '../support/console'
import { openLink, secretOf } from '../support/recovering'
import { control, stripe } from '../support/saving'
import { ask, atStripe, DAY, live, rowOf, seen, subscribed, tell } from '../support/subscriptions'
import { db } from '@/lib/server/db'
import { compareLedger } from '@/lib/server/ledger/compare-ledger'

beforeEach(freshWorld)

// It goes through the whole worker some thirty times: seconds on a machine that does nothing else.
it(
  'a year of a subscription: a trial, two failed renewals, one paid by its customer and one by a further try, and an end',
  { timeout: 120_000 },
  async () => {
    const customer = await customerWithMethod()
    const { id } = await subscribed(customer, { paymentMethodId: customer.paymentMethod.id }, 'moon-pass')
    const stateOf = async () => (await seen(customer, id)).state
    const newest = async () => {
      const invoice = (await rowOf(id)).invoices.at(-1)
      if (!invoice?.payment) throw new Error('The newest invoice asks for nothing.')
      return { ...invoice, payment: invoice.payment }
    }
    /** To when the money of the next period has been asked for, in one step. */
    const renew = async () => {
      const end = (await atStripe(id)).items.data[0]?.current_period_end ?? 0
      const seconds = end + 3700 - (await control.clock()).now
      await live(seconds, { step: seconds })
    }
    const pass = (days: number) => live(days * DAY, { step: days * DAY })

    expect(await stateOf()).toBe('trialing')
    await renew()
    expect(await stateOf()).toBe('active')
    expect(await newest()).toMatchObject({ status: 'paid', amountPaid: 4800, payment: { offSession: true } })

    // The first failed renewal, paid by the link in its mail with the intent it failed on.
    await renew()
    await control.outcomes({ offSessionDeclineShare: 1 })
    await renew()
    expect(await stateOf()).toBe('past_due')
    const owed = await newest()
    const { orderId, id: paymentId } = owed.payment
    const { cookie } = await openLink(await secretOf(paymentId))
    const buyer = { customerIds: [customer.id] as [string], customer: null }
    const [, started] = await said(startPaying({ id: orderId, customerId: customer.id, cookie, buyer }))
    await approve(await leaveForAmazon(started as { clientSecret: string; paymentId: string }))
    await tell()
    expect(await stateOf()).toBe('active')
    expect((await newest()).payment).toMatchObject({ id: paymentId, status: 'succeeded', offSession: false })
    await control.outcomes({ offSessionDeclineShare: 0 })
    await renew()

    // The second, which Stripe charges again by itself on the day that it had told.
    await control.outcomes({ nextOffSession: 'decline' })
    await renew()
    const { nextTryAt } = await seen(customer, id)
    expect(nextTryAt).not.toBeNull()
    await pass(4)
    expect(await seen(customer, id)).toMatchObject({ state: 'active', nextTryAt: null, payOrderId: null })
    expect((await newest()).payment).toMatchObject({ status: 'succeeded', offSession: true })

    for (let quiet = 0; quiet < 6; quiet++) await renew()
    expect(await said(ask(customer, id, { when: 'period_end' }))).toEqual([200, { id, state: 'ending' }])
    await pass(40)
    const over = await seen(customer, id)
    expect(over).toMatchObject({ state: 'ended', endedAt: over.currentPeriodEnd, payOrderId: null, nextTryAt: null })

    // Every invoice that asked for money: one order, one payment, one receipt, one movement in the books.
    const { invoices, nextSyncAt } = await rowOf(id)
    const [trial, ...paid] = invoices
    expect([nextSyncAt, trial?.amountDue, trial?.payment]).toEqual([null, 0, null])
    expect(paid).toHaveLength(11)
    expect((await stripe.invoices.list({ limit: 100 })).data).toHaveLength(12)
    for (const { status, payment } of paid) {
      expect([status, payment?.status, payment?.amountReceived, payment?.ledger.length]).toEqual([
        'paid',
        'succeeded',
        4800,
        1,
      ])
      expect(await db().notification.count({ where: { subjectId: payment?.id ?? '', kind: 'receipt' } })).toBe(1)
      expect(await db().payment.count({ where: { orderId: payment?.orderId ?? '' } })).toBe(1)
    }
    const kinds = await db().notification.findMany({ where: { recipient: customer.email }, select: { kind: true } })
    expect(kinds.map(({ kind }) => kind).toSorted()).toEqual([
      ...Array.from({ length: 2 }, () => 'charge_failed'),
      ...Array.from({ length: 11 }, () => 'receipt'),
    ])
    expect(await db().order.count({ where: { customerId: customer.id } })).toBe(11)
    expect(await compareLedger(await newMerchant())).toEqual([
      { currency: 'usd', difference: 0, ledger: expect.any(Number) as number, stripe: expect.any(Number) as number },
    ])
    expect((await control.balance())['usd']?.amount).toBe(11 * 4800)
    const posts = (await control.wholeJournal()).filter(
      ({ method, path }) => method === 'POST' && /subscriptions|prices/.test(path),
    )
    expect(posts.map(({ path }) => path)).toEqual([
      '/v1/prices',
      '/v1/subscriptions',
      expect.stringMatching(/^\/v1\/subscriptions\/sub_/),
    ])
    expect(await db().job.count({ where: { doneAt: null } })).toBe(0)
    expect(await db().stripeEvent.count({ where: { handledAt: null } })).toBe(0)
  },
)
