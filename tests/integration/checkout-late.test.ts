import { beforeEach, describe, expect, it } from 'vitest'
import { freshWorld, moveClock } from '../support/business-clock'
import { approve, decline, leaveForAmazon, opened, paymentRow, placed } from '../support/checkout'
import { moneyOf, sweepAll } from '../support/money'
import { send } from '../support/requests'
import { control } from '../support/saving'
import { GET as attempt } from '@/app/api/attempts/[id]/route'
import { viewCheckout } from '@/lib/server/checkout/view-checkout'

const DAY = 24 * 3600

beforeEach(async () => {
  await freshWorld()
  await control.outcomes({ nextPayment: 'succeed' })
  await control.dropWebhooks(true)
})

/** An order that was begun and left alone until nobody looks after it any more. */
async function forgotten() {
  const order = await placed()
  const open = await opened(order)
  for (let hours = 0; hours < 40 && (await paymentRow(open.paymentId)).nextSyncAt; hours++) {
    await moveClock(3600)
    await sweepAll()
  }
  expect((await paymentRow(open.paymentId)).nextSyncAt).toBeNull()
  return { order, open }
}

describe('an order that was begun the day before', () => {
  it('is looked after for a day, and then left until somebody comes back', async () => {
    const { open } = await forgotten()
    expect(await moneyOf(open.paymentId)).toMatchObject({ state: 'open' })
  })

  it('is found paid by the sweep alone when its page was opened once more', async () => {
    const { order, open } = await forgotten()
    await viewCheckout(order.id, order.buyer)
    // Long enough for the sweep to pass by before the customer has made up their mind.
    for (const minutes of [2, 3, 5]) {
      await moveClock(minutes * 60)
      await sweepAll()
    }
    await approve(await leaveForAmazon(open))
    await moveClock(DAY / 2)
    await sweepAll()
    expect(await moneyOf(open.paymentId)).toMatchObject({ state: 'paid' })
  })

  it('is found paid by the sweep alone after a decline and another try in the same page', async () => {
    const { order, open } = await forgotten()
    await viewCheckout(order.id, order.buyer)
    await decline(await leaveForAmazon(open))
    await moveClock(120)
    await sweepAll()
    expect(await moneyOf(open.paymentId)).toMatchObject({ state: 'declined' })
    await approve(await leaveForAmazon(open))
    await moveClock(DAY / 2)
    await sweepAll()
    expect(await moneyOf(open.paymentId)).toMatchObject({ state: 'paid' })
  })
})

describe('a page that waits for a payment', () => {
  const stateOf = async (id: string, cookie: string) => {
    const answer = await send(attempt, { method: 'GET', params: { id }, path: `/api/attempts/${id}`, cookie })
    return ((await answer.json()) as { state: string }).state
  }

  it('learns that it went through from Stripe, when nobody else has told us', async () => {
    const { cookie, ...order } = await placed()
    const open = await opened({ cookie, ...order })
    const page = await leaveForAmazon(open)
    expect(await stateOf(open.paymentId, cookie)).toBe('needs_customer')
    await approve(page)
    await expect.poll(() => stateOf(open.paymentId, cookie), { timeout: 10_000 }).toBe('paid')
  })

  it('is told nothing of other people’s', async () => {
    const open = await opened(await placed())
    const stranger = await placed()
    const params = { id: open.paymentId }
    const asked = await send(attempt, {
      method: 'GET',
      params,
      path: `/api/attempts/${open.paymentId}`,
      cookie: stranger.cookie,
    })
    expect(asked.status).toBe(404)
  })
})
