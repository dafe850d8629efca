import { describe, expect, it } from 'vitest'
import { RETURN_URL, choose, confirmedSetup, refusal, sandboxForThisFile, visit } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

describe('outcomes a test can ask for', () => {
  it.each(['processing', 'late'] as const)('settles a setup that is %s after the time set', async (nextSetup) => {
    const world = newWorld()
    await world.control.outcomes({ nextSetup, settleSeconds: 90 })
    const { setupIntent, page } = await confirmedSetup(world)
    expect((await choose(page, 'Authorize Test Setup')).searchParams.get('redirect_status')).toBe('pending')
    const waiting = await world.stripe.setupIntents.retrieve(setupIntent.id)
    expect(waiting.status).toBe(nextSetup === 'late' ? 'requires_action' : 'processing')
    await world.control.advanceClock(120)
    expect((await world.stripe.setupIntents.retrieve(setupIntent.id)).status).toBe('succeeded')
    expect((await world.control.state()).settings.nextSetup).toBe('succeed')
  })

  it('neither confirms nor cancels a setup that is being processed', async () => {
    const world = newWorld()
    await world.control.outcomes({ nextSetup: 'processing' })
    const { setupIntent, page } = await confirmedSetup(world)
    await choose(page, 'Authorize Test Setup')
    const again = await refusal(world.stripe.setupIntents.confirm(setupIntent.id, { return_url: RETURN_URL }))
    expect(again).toMatchObject({
      code: 'setup_intent_unexpected_state',
      message: 'You cannot confirm this SetupIntent because it is already being processed.',
    })
    const canceled = await refusal(world.stripe.setupIntents.cancel(setupIntent.id))
    expect(canceled.code).toBe('setup_intent_unexpected_state')
    expect(canceled.message).toContain('because it has a status of processing.')
    expect((await world.stripe.setupIntents.retrieve(setupIntent.id)).status).toBe('processing')
  })

  it('declines the next setup even though the customer authorised it', async () => {
    const world = newWorld()
    await world.control.outcomes({ nextSetup: 'decline' })
    const first = await confirmedSetup(world)
    expect((await choose(first.page, 'Authorize Test Setup')).searchParams.get('redirect_status')).toBe('failed')
    const second = await confirmedSetup(world)
    expect((await choose(second.page, 'Authorize Test Setup')).searchParams.get('redirect_status')).toBe('succeeded')
  })

  it('shows the mandate from confirmation on, sends no event for it, and leaves out the e-mail', async () => {
    const world = newWorld()
    await world.control.outcomes({
      mandateShownFrom: 'confirm',
      mandateUpdatedOnActivation: false,
      billingEmail: 'none',
    })
    const { setupIntent, page } = await confirmedSetup(world)
    expect((await world.stripe.mandates.retrieve(String(setupIntent.mandate))).status).toBe('pending')
    await choose(page, 'Authorize Test Setup')
    const events = await world.stripe.events.list({ type: 'mandate.updated' })
    expect(events.data).toEqual([])
    const method = await world.stripe.paymentMethods.retrieve(String(setupIntent.payment_method))
    expect(method.billing_details.email).toBeNull()
  })

  it('says so on a page nobody made', async () => {
    const world = newWorld()
    const { page } = await confirmedSetup(world)
    for (const url of [
      `${page}x`,
      `${world.origin}/authorize/acct_none/sa_nonce_1`,
      `${world.origin}/payment_methods/test_setup`,
    ]) {
      expect((await visit(url)).status).toBe(404)
    }
  })
})
