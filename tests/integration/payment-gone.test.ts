import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { charge, chargeOf, customerWithMethod, newMerchant, paymentOf, workOff } from '../support/charging'
import { atStripe, endOf, eventsAbout, intentOf, PAID, tell } from '../support/payment-ends'
import { control } from '../support/saving'
import type { Viewer } from '@/lib/server/auth/session'
import { carryOut } from '@/lib/server/jobs/carry-out'
import { askCharge } from '@/lib/server/payments/ask-charge'

const CONFIRM = { method: 'POST', path: '/v1/payment_intents/:id/confirm' } as const
const CREATE = { method: 'POST', path: '/v1/payment_intents' } as const

let merchant: Viewer
let customer: Awaited<ReturnType<typeof customerWithMethod>>

beforeEach(async () => {
  await freshWorld()
  merchant = await newMerchant()
  customer = await customerWithMethod()
})
afterEach(() => control.faults([]))

describe('a payment intent that is canceled in the Dashboard', () => {
  const CANCELED = { state: 'canceled', order: 'unpaid', ledger: [], isSwept: false, openJobs: 0 }

  /** A charge whose command has stopped just before the confirm. */
  async function created(): Promise<{ id: string; intent: string }> {
    const { paymentId: id, job } = await askCharge(chargeOf(merchant, customer.id))
    await control.faults([{ match: CONFIRM, kind: 'error_503' }])
    if (job) await carryOut(job)
    await control.faults([])
    return { id, intent: (await intentOf(id)).id }
  }

  it('before it is confirmed is charged by nobody, and the order is unpaid', async () => {
    const { id, intent } = await created()
    await control.dashboard({ cancelPaymentIntent: intent })
    await workOff()
    expect(await endOf(id)).toMatchObject(CANCELED)
    expect(await atStripe(id)).toEqual({ intents: ['canceled'], charges: [] })
  })

  it('in the moment before the confirm arrives is told by what Stripe answers then', async () => {
    const { paymentId: id, job } = await askCharge(chargeOf(merchant, customer.id))
    await control.faults([{ match: CONFIRM, kind: 'delay', milliseconds: 700 }])
    const running = job && carryOut(job)
    await expect.poll(async () => (await paymentOf(id)).stripePaymentIntentId).not.toBeNull()
    await control.dashboard({ cancelPaymentIntent: (await intentOf(id)).id })
    await running
    expect(await endOf(id)).toMatchObject(CANCELED)
    expect(await atStripe(id)).toEqual({ intents: ['canceled'], charges: [] })
  })

  it('before we learned its id is known by the event, and never made again', async () => {
    const { paymentId: id, job } = await askCharge(chargeOf(merchant, customer.id))
    await control.faults([{ match: CREATE, kind: 'drop_mid_body' }])
    if (job) await carryOut(job)
    await control.faults([])
    const { id: intent } = await intentOf(id)
    await control.dashboard({ cancelPaymentIntent: intent })
    await tell(await eventsAbout(intent))
    await workOff()
    expect(await endOf(id)).toMatchObject({ ...CANCELED, hasIntent: true })
    expect(await atStripe(id)).toEqual({ intents: ['canceled'], charges: [] })
  })
})

describe('a payment intent that is gone at Stripe', () => {
  const GONE = { state: 'refused', order: 'failed', ledger: [], isSwept: false, openJobs: 0 }

  it('together with all test data ends its payment, and nothing is made in its place', async () => {
    const { paymentId: id, job } = await askCharge(chargeOf(merchant, customer.id))
    await control.faults([{ match: CONFIRM, kind: 'error_503' }])
    if (job) await carryOut(job)
    await control.faults([])
    await control.reset()
    await workOff()
    expect(await endOf(id)).toMatchObject(GONE)
    expect((await paymentOf(id)).errorMessage).toBe('The payment intent is gone at Stripe.')
    expect(await atStripe(id)).toEqual({ intents: [], charges: [] })
  })

  it('leaves a payment that had succeeded as it was', async () => {
    const id = await charge(merchant, customer.id)
    const told = await eventsAbout((await intentOf(id)).id)
    await control.reset()
    await tell(told)
    expect(await endOf(id)).toEqual(PAID)
  })
})
