import { describe, expect, it } from 'vitest'
import { eventTypes, paid } from './payments'
import { sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()
const DAY = 86_400

describe('a refund that fails', () => {
  it('brings the money back to the balance and to the charge, whenever it does', async () => {
    const world = newWorld()
    const payment = await paid(world)
    await world.control.outcomes({ nextRefund: 'late_failure', refundFailureReason: 'declined' })
    const refund = await world.stripe.refunds.create({ charge: payment.charge })
    expect(refund.status).toBe('pending')
    await world.control.advanceClock(60)
    const failed = await world.stripe.refunds.retrieve(refund.id, { expand: ['failure_balance_transaction'] })
    expect(failed).toMatchObject({
      status: 'failed',
      failure_reason: 'declined',
      failure_balance_transaction: { amount: 1200, fee: 0, type: 'refund_failure', source: refund.id },
    })
    expect(await world.stripe.charges.retrieve(payment.charge)).toMatchObject({ amount_refunded: 0, refunded: false })
    expect(await world.control.balance()).toEqual({ usd: { amount: 1200, fee: 65, net: 1135 } })
    expect(await eventTypes(world, payment.events + 2)).toEqual([
      'refund.failed',
      'refund.updated',
      'charge.refund.updated',
    ])
    const again = await world.stripe.refunds.create({ charge: payment.charge })
    await world.control.advanceClock(60)
    expect((await world.stripe.refunds.retrieve(again.id)).status).toBe('succeeded')
    await world.control.dashboard({ failRefund: again.id })
    expect((await world.stripe.refunds.retrieve(again.id)).status).toBe('failed')
    expect((await world.stripe.charges.retrieve(payment.charge)).amount_refunded).toBe(0)
    await expect(world.control.dashboard({ failRefund: again.id })).rejects.toThrow('it is failed')
  })

  it('or stays pending, or has succeeded at once, if a test wants that', async () => {
    const world = newWorld()
    const payment = await paid(world)
    await world.control.outcomes({ nextRefund: 'stay_pending' })
    const stays = await world.stripe.refunds.create({ charge: payment.charge, amount: 100 })
    await world.control.advanceClock(30 * DAY)
    expect((await world.stripe.refunds.retrieve(stays.id)).status).toBe('pending')
    expect((await world.control.state()).settings.nextRefund).toBe('succeed')
    await world.control.dashboard({ settleRefund: stays.id })
    expect((await world.stripe.refunds.retrieve(stays.id)).status).toBe('succeeded')
    await world.control.outcomes({ refundStartsAs: 'succeeded' })
    expect((await world.stripe.refunds.create({ charge: payment.charge, amount: 100 })).status).toBe('succeeded')
  })
})
