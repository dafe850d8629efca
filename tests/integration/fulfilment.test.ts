import { beforeEach, describe, expect, it } from 'vitest'
import '../support/backend'
import { jobOf, workOff } from '../support/charging'
import { heldOrder, paidOrder } from '../support/paid-orders'
import { db } from '@/lib/server/db'
import { newId } from '@/lib/server/new-id'
import { refuseOpenTransaction } from '@/lib/server/open-transaction'
import { fulfilOrder } from '@/lib/server/orders/fulfil-order'
import { prepareOrder, type Preparation } from '@/lib/server/orders/prepare-order'

// Whoever claims takes what is there.
beforeEach(() => db().job.deleteMany())

const fulfilmentOf = (orderId: string) => db().fulfilment.findUnique({ where: { orderId } })

/** What a shop could do for an order: each run works under its key and answers with a number of its own. */
function shop() {
  const runs: Preparation[] = []
  const prepare = async (preparation: Preparation) => `run ${runs.push(preparation)}`
  return { runs, prepare }
}

describe('a paid order', () => {
  it('gets its booking code from the command', async () => {
    const { orderId } = await paidOrder()
    await db().job.create({ data: { id: newId(), kind: 'fulfil', subjectId: orderId } })
    await workOff()
    const fulfilment = await fulfilmentOf(orderId)
    expect(fulfilment?.reference).toMatch(/^RR-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
    expect(await jobOf(orderId)).toMatchObject({ doneAt: expect.any(Date), lastError: null })
  })

  it('has a code of its own, and the same one whenever it is made again', async () => {
    const [one, other] = [(await paidOrder()).orderId, (await paidOrder()).orderId]
    const codes: string[] = []
    const keep = async (preparation: Preparation) => {
      const code = await prepareOrder(preparation)
      codes.push(code)
      throw new Error('killed')
    }
    for (const id of [one, one, other]) await expect(fulfilOrder(id, keep)).rejects.toThrow('killed')
    expect(codes[1]).toBe(codes[0])
    expect(codes[2]).not.toBe(codes[0])
  })

  it('is prepared with what was bought, under its own id, and outside of any transaction', async () => {
    const { orderId } = await paidOrder({ items: [{ description: 'Orbit hop', quantity: 2, unitAmount: 2400 }] })
    const { runs, prepare } = shop()
    await fulfilOrder(orderId, (preparation) => {
      refuseOpenTransaction('The shop')
      return prepare(preparation)
    })
    expect(runs).toMatchObject([{ idempotencyKey: orderId, order: { amount: 4800, items: [{ quantity: 2 }] } }])
  })

  it('is fulfilled once, however many try at once', async () => {
    const { orderId } = await paidOrder()
    const { runs, prepare } = shop()
    await Promise.all(Array.from({ length: 8 }, () => fulfilOrder(orderId, prepare)))
    const kept = await fulfilmentOf(orderId)
    expect(kept?.reference).toMatch(/^run \d$/)
    expect(new Set(runs.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set([orderId]))
    await fulfilOrder(orderId, prepare)
    expect(await fulfilmentOf(orderId)).toEqual(kept)
  })

  it('is not prepared again once that is recorded', async () => {
    const { orderId } = await paidOrder()
    const { runs, prepare } = shop()
    await fulfilOrder(orderId, prepare)
    await fulfilOrder(orderId, prepare)
    expect(runs).toHaveLength(1)
  })

  it('whose process died before the record is prepared again under the same key, and recorded once', async () => {
    const { orderId } = await paidOrder()
    const { runs, prepare } = shop()
    const dying = async (preparation: Preparation) => {
      await prepare(preparation)
      throw new Error('killed')
    }
    await expect(fulfilOrder(orderId, dying)).rejects.toThrow('killed')
    expect(await fulfilmentOf(orderId)).toBeNull()
    await fulfilOrder(orderId, prepare)
    expect(runs.map(({ idempotencyKey }) => idempotencyKey)).toEqual([orderId, orderId])
    expect(await fulfilmentOf(orderId)).toMatchObject({ reference: 'run 2' })
  })
})

/** A paid order of $24.00 with a refund of this many cents that has not arrived yet. */
async function givingBack(amount: number): Promise<string> {
  const { orderId, paymentId } = await paidOrder()
  const id = newId()
  const stripes = { stripeRefundId: `pyr_${id}`, status: 'pending' } as const
  await db().refund.create({
    data: { ...stripes, paymentId, amount, madeHere: true, createKey: `refund:${id}:1`, createdAt: new Date() },
  })
  return orderId
}

it('an order of which a part is being given back is prepared', async () => {
  const orderId = await givingBack(2399)
  const { runs, prepare } = shop()
  await fulfilOrder(orderId, prepare)
  expect(runs).toHaveLength(1)
})

describe('an order whose money is not there', () => {
  it.each([
    ['refunded', async () => (await paidOrder({ payment: { amountRefunded: 2400 } })).orderId],
    ['being given back', async () => givingBack(2400)],
    ['only reserved', async () => (await heldOrder(new Date('2030-05-03T14:05:00Z'))).orderId],
    ['nobody’s', async () => newId()],
  ])('because it is %s is not prepared', async (_why, order) => {
    const orderId = await order()
    const { runs, prepare } = shop()
    expect(await fulfilOrder(orderId, prepare)).toEqual({ done: true })
    expect([runs, await fulfilmentOf(orderId)]).toEqual([[], null])
  })
})
