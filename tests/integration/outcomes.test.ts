import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { stripeCustomerIdOf } from '../support/at-stripe'
import { freshWorld, moveClock } from '../support/business-clock'
import { approve, approved, control, decline, goToAmazon, newCustomer, open, rowOf, stripe } from '../support/saving'
import { endOf, SAVED, sweepOne } from '../support/settling'
import { addSeconds, businessNow } from '@/lib/server/clock'
import { db } from '@/lib/server/db'
import { listFailedSaves } from '@/lib/server/console/list-failed-saves'
import { stateOf } from '@/lib/server/payment-methods/dto'
import { finishSetup } from '@/lib/server/payment-methods/finish-setup'
import { listSavedMethods } from '@/lib/server/payment-methods/list-saved-methods'
import { listWaitingSetups } from '@/lib/server/payment-methods/list-waiting-setups'
import { openSetup } from '@/lib/server/payment-methods/open-setup'
import { syncSetup } from '@/lib/server/payment-methods/sync-setup'
import { viewOpenSetup } from '@/lib/server/payment-methods/view-open-setup'
import { watchSetup } from '@/lib/server/payment-methods/watch-setup'

const MERCHANT = { userId: crypto.randomUUID(), name: 'Mo', email: 'mo@example.com', role: 'merchant' } as const
const TEN_MINUTES = 600
const DAY = 24 * 3600

beforeEach(freshWorld)

const stateAfterSync = async (setupId: string) => {
  await syncSetup(setupId)
  return stateOf(await rowOf(setupId))
}

describe('a customer who declines at Amazon', () => {
  it('has saved nothing, whatever code Stripe gives', async () => {
    for (const code of fc.sample(fc.stringMatching(/^[a-z_]{1,30}$/), 5)) {
      await control.outcomes({ setupDecline: { code, message: `No (${code}).` } })
      const customer = await newCustomer()
      const { setupId, clientSecret } = await open(customer)
      await decline(await goToAmazon(clientSecret))
      expect(await stateAfterSync(setupId)).toBe('declined')
      expect(await rowOf(setupId)).toMatchObject({ failed: true, errorCode: code, mandate: { status: 'pending' } })
      expect(await listSavedMethods(customer.id)).toEqual([])
      expect((await listFailedSaves(MERCHANT))[0]).toMatchObject({
        email: customer.email,
        reason: `No (${code}). (${code})`,
      })
    }
  })

  it('may have been declined by Stripe after approving', async () => {
    await control.outcomes({ nextSetup: 'decline' })
    expect(await stateAfterSync((await approved(await newCustomer())).setupId)).toBe('declined')
  })

  it('can succeed with the same SetupIntent, which the return alone shows', async () => {
    const customer = await newCustomer()
    const { setupId, clientSecret } = await open(customer)
    await decline(await goToAmazon(clientSecret))
    expect(await stateAfterSync(setupId)).toBe('declined')
    await approve(await goToAmazon(clientSecret))
    expect(await watchSetup(setupId, customer.id)).toMatchObject({ setup: { status: 'succeeded', failedAt: null } })
    expect(await endOf(setupId)).toEqual(SAVED)
  })

  it('can start a new try', async () => {
    const customer = await newCustomer()
    const { setupId, clientSecret } = await open(customer)
    await decline(await goToAmazon(clientSecret))
    await syncSetup(setupId)
    const second = await approved(customer)
    expect(await stateAfterSync(second.setupId)).toBe('saved')
    expect(await stateAfterSync(setupId)).toBe('declined')
  })

  it('is not shown the old form again', async () => {
    const customer = await newCustomer()
    const { setupId, clientSecret } = await open(customer)
    expect(await viewOpenSetup(setupId, customer.id)).toMatchObject({ started: { id: setupId, clientSecret } })
    await decline(await goToAmazon(clientSecret))
    expect(await viewOpenSetup(setupId, customer.id)).toBe('ended')
  })
})

describe('a customer who does not come back from Amazon', () => {
  it('is waited for until the ten minutes are over', async () => {
    const customer = await newCustomer()
    const { setupId, clientSecret } = await open(customer)
    await goToAmazon(clientSecret)
    await moveClock(TEN_MINUTES - 30)
    expect(await stateAfterSync(setupId)).toBe('confirming')
    expect(await listWaitingSetups(customer.id)).toEqual([{ id: setupId }])
    await moveClock(60)
    expect(await stateAfterSync(setupId)).toBe('expired')
    expect(await listWaitingSetups(customer.id)).toEqual([])
  })

  it.each(['setup_intent_setup_attempt_expired', 'setup_attempt_failed', 'anything_else'])(
    'is told that the time is over, whatever code Stripe gives: %s',
    async (code) => {
      await control.outcomes({ setupExpiry: { code, message: 'Over.' } })
      const { setupId, clientSecret } = await open(await newCustomer())
      await goToAmazon(clientSecret)
      await moveClock(TEN_MINUTES + 5)
      expect(await stateAfterSync(setupId)).toBe('expired')
    },
  )

  it('is told so after a second attempt, though the first one was declined', async () => {
    await control.outcomes({ setupExpiry: { code: 'anything_else', message: 'Over.' } })
    const { setupId, clientSecret } = await open(await newCustomer())
    await decline(await goToAmazon(clientSecret))
    expect(await stateAfterSync(setupId)).toBe('declined')
    await moveClock(60)
    await goToAmazon(clientSecret)
    await moveClock(TEN_MINUTES + 5)
    expect(await stateAfterSync(setupId)).toBe('expired')
  })

  it('keeps the name of a decline, however late it is looked at again', async () => {
    const { setupId, clientSecret } = await open(await newCustomer())
    await decline(await goToAmazon(clientSecret))
    expect(await stateAfterSync(setupId)).toBe('declined')
    await moveClock(2 * TEN_MINUTES)
    expect(await stateAfterSync(setupId)).toBe('declined')
  })
})

describe('a SetupIntent', () => {
  it('that was cancelled at Stripe ends its try', async () => {
    const { setupId, stripeSetupIntentId } = await open(await newCustomer())
    await stripe.setupIntents.cancel(stripeSetupIntentId)
    expect(await stateAfterSync(setupId)).toBe('canceled')
    expect(await rowOf(setupId)).toMatchObject({ nextSyncAt: null, mandate: { status: 'pending' } })
    await expect(openSetup(await rowOf(setupId))).rejects.toMatchObject({ code: 'setup_ended' })
  })

  it.each(['processing', 'late'] as const)('that takes its time (%s) is waited for', async (nextSetup) => {
    await control.outcomes({ nextSetup, settleSeconds: 60 })
    const { setupId } = await approved(await newCustomer())
    expect(await stateAfterSync(setupId)).toBe('confirming')
    await moveClock(61)
    expect(await stateAfterSync(setupId)).toBe('saved')
    expect(await endOf(setupId)).toEqual(SAVED)
  })

  it('whose method hangs on nobody by the time we look saves nothing', async () => {
    const customer = await newCustomer()
    const { setupId } = await approved(customer)
    await stripe.customers.del(await stripeCustomerIdOf((await rowOf(setupId)).customer))
    // Attaching may be seen a little later than succeeding, so it is given twenty minutes.
    expect(await stateAfterSync(setupId)).not.toBe('saved')
    await moveClock(2 * TEN_MINUTES + 5)
    expect(await stateAfterSync(setupId)).toBe('disconnected')
    expect(await rowOf(setupId)).toMatchObject({ status: 'succeeded', mandate: { status: 'pending' } })
    expect(await listSavedMethods(customer.id)).toEqual([])
  })
})

describe('a try that nobody finishes', () => {
  it('is cancelled at Stripe after a day, and no sooner', async () => {
    const { setupId, stripeSetupIntentId } = await open(await newCustomer())
    const statusNow = async () => (await stripe.setupIntents.retrieve(stripeSetupIntentId)).status
    const day = (await rowOf(setupId)).createdAt.getTime() + DAY * 1000
    await finishSetup(setupId, new Date(day - 1000))
    expect(await statusNow()).toBe('requires_confirmation')
    await finishSetup(setupId, new Date(day + 3600_000))
    expect(await statusNow()).toBe('canceled')
    expect(await rowOf(setupId)).toMatchObject({ status: 'canceled', nextSyncAt: null })
  })

  it('is left alone while the customer is at Amazon', async () => {
    const { setupId, clientSecret, stripeSetupIntentId } = await open(await newCustomer())
    await moveClock(DAY + 60)
    await goToAmazon(clientSecret)
    await sweepOne(setupId)
    expect((await stripe.setupIntents.retrieve(stripeSetupIntentId)).status).toBe('requires_action')
  })

  it('is cancelled a day after its ten minutes, even if Stripe never ended it', async () => {
    const { setupId, clientSecret, stripeSetupIntentId } = await open(await newCustomer())
    await goToAmazon(clientSecret)
    // The sandbox would end it by its clock, so only ours goes on.
    await finishSetup(setupId, addSeconds(await businessNow(), DAY + 660))
    expect((await stripe.setupIntents.retrieve(stripeSetupIntentId)).status).toBe('canceled')
    expect(await rowOf(setupId)).toMatchObject({ status: 'canceled', nextSyncAt: null })
  })

  it('loses nothing when it succeeds just before it would be cancelled', async () => {
    const { setupId, clientSecret } = await open(await newCustomer())
    await moveClock(DAY + 60)
    await approve(await goToAmazon(clientSecret))
    await sweepOne(setupId)
    expect(await endOf(setupId)).toEqual(SAVED)
  })
})

describe('the database', () => {
  it.each([
    ['a live try that nobody will look after', `"next_sync_at" = null`],
    ['an ended try that is looked after', `"status" = 'succeeded'`],
    ['a failure without a time', `"failed" = true`],
  ])('refuses %s', async (_what, change) => {
    const { setupId } = await open(await newCustomer())
    const wrong = db().$executeRawUnsafe(`update setups set ${change} where id = '${setupId}'`)
    await expect(wrong).rejects.toThrow(/setups_check/)
  })
})
