import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { card, CARD_OR_AMAZON, payWith } from './cards'
import { eventTypes } from './payments'
import { RETURN_URL, choose, redirectUrl, refusal, sandboxForThisFile, visit } from './sandbox-under-test'

const newWorld = sandboxForThisFile()
const HERE = { return_url: RETURN_URL }

describe('a card whose bank asks its customer', () => {
  it('leads to the 3D Secure page and is charged once they agree', async () => {
    const world = newWorld()
    const waiting = await payWith(world, 'pm_card_threeDSecure2Required', { confirm: HERE })
    expect(waiting).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } })
    const page = await visit(redirectUrl(waiting))
    expect(page.text).toContain('<h1>3D Secure test page</h1>')
    expect(page.text).toContain('$12.00')
    const back = await choose(redirectUrl(waiting), 'Authorize Test Payment')
    expect(back.searchParams.get('redirect_status')).toBe('succeeded')
    const paid = await world.stripe.paymentIntents.retrieve(waiting.id, { expand: ['latest_charge'] })
    expect(paid).toMatchObject({
      status: 'succeeded',
      latest_charge: { payment_method_details: { card: { three_d_secure: { result: 'authenticated' } } } },
    })
    expect(await eventTypes(world, 1)).toEqual([
      'payment_intent.requires_action',
      'charge.succeeded',
      'payment_intent.succeeded',
    ])
  })

  it('is not charged when they do not, and can be tried again', async () => {
    const world = newWorld()
    const waiting = await payWith(world, 'pm_card_authenticationRequired', { confirm: HERE })
    const back = await choose(redirectUrl(waiting), 'Fail Test Payment')
    expect(back.searchParams.get('redirect_status')).toBe('failed')
    const failed = await world.stripe.paymentIntents.retrieve(waiting.id)
    expect(failed).toMatchObject({
      status: 'requires_payment_method',
      latest_charge: null,
      last_payment_error: { type: 'invalid_request_error', code: 'payment_intent_authentication_failure' },
    })
    const again = await world.stripe.paymentIntents.confirm(waiting.id, {
      payment_method: String(waiting.payment_method),
      ...HERE,
    })
    expect(again.status).toBe('requires_action')
  })

  it('can be declined after they agreed', async () => {
    const world = newWorld()
    const declined = 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds'
    const waiting = await payWith(world, declined, { confirm: HERE })
    const back = await choose(redirectUrl(waiting), 'Authorize Test Payment')
    expect(back.searchParams.get('redirect_status')).toBe('failed')
    expect(await world.stripe.paymentIntents.retrieve(waiting.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'card_declined', decline_code: 'insufficient_funds' },
    })
  })

  it('pays once, however often it was sent there: an older page has no effect', async () => {
    const world = newWorld()
    const { id, client_secret } = await world.stripe.paymentIntents.create(CARD_OR_AMAZON)
    const params = { client_secret, payment_method_data: card('4000000000003220'), ...HERE }
    const confirm = () => world.browser.paymentIntents.confirm(id, params as Stripe.PaymentIntentConfirmParams)
    const [first, second] = [redirectUrl(await confirm()), redirectUrl(await confirm())]
    const { links } = await visit(second)
    const stale = await visit(first)
    expect(stale.text).toContain('This payment was started again')
    expect(stale.links).not.toHaveProperty('Authorize Test Payment')
    await Promise.all([1, 2, 3].map(() => fetch(String(links['Authorize Test Payment']), { redirect: 'manual' })))
    expect((await world.stripe.charges.list({ payment_intent: id })).data).toHaveLength(1)
  })

  it('cannot be charged while they are away', async () => {
    const world = newWorld()
    const { id: customer } = await world.stripe.customers.create()
    const { id } = await world.stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer })
    const error = await refusal(payWith(world, id, { create: { customer }, confirm: { off_session: true } }))
    expect(error).toMatchObject({
      statusCode: 402,
      code: 'authentication_required',
      decline_code: 'authentication_required',
      message: 'Your card was declined. This transaction requires authentication.',
    })
  })

  it('can be, where the bank is content with having asked once while saving', async () => {
    const world = newWorld()
    const { stripe } = world
    const { id: customer } = await stripe.customers.create()
    const name = 'pm_card_authenticationRequiredOnSetup'
    const attached = await stripe.paymentMethods.attach(name, { customer })
    const early = await refusal(payWith(world, attached.id, { create: { customer }, confirm: { off_session: true } }))
    expect(early.code).toBe('authentication_required')
    const setup = await stripe.setupIntents.create({ customer, allowed_payment_method_types: ['card'] })
    const waiting = await stripe.setupIntents.confirm(setup.id, { payment_method: name, ...HERE })
    expect((await visit(redirectUrl(waiting))).text).toContain('<h1>3D Secure test page</h1>')
    await choose(redirectUrl(waiting), 'Authorize Test Setup')
    const saved = await stripe.setupIntents.retrieve(setup.id)
    expect(saved).toMatchObject({ status: 'succeeded', mandate: null })
    const method = String(saved.payment_method)
    expect((await payWith(world, method, { create: { customer }, confirm: { off_session: true } })).status).toBe(
      'succeeded',
    )
    expect((await payWith(world, method, { create: { customer }, confirm: HERE })).status).toBe('requires_action')
  })

  it('can be, with a card that counts as set up, though its owner is asked whenever they are there', async () => {
    const world = newWorld()
    const { id: customer } = await world.stripe.customers.create()
    const card = 'pm_card_authenticationRequiredSetupForOffSession'
    const { id: method } = await world.stripe.paymentMethods.attach(card, { customer })
    const create = { customer }
    expect((await payWith(world, method, { create, confirm: { off_session: true } })).status).toBe('succeeded')
    expect((await payWith(world, method, { create, confirm: HERE })).status).toBe('requires_action')
  })

  it('is not saved when they refuse', async () => {
    const { stripe } = newWorld()
    const { id: customer } = await stripe.customers.create()
    const setup = await stripe.setupIntents.create({ customer, allowed_payment_method_types: ['card'] })
    const waiting = await stripe.setupIntents.confirm(setup.id, {
      payment_method: 'pm_card_threeDSecure2Required',
      ...HERE,
    })
    await choose(redirectUrl(waiting), 'Fail Test Setup')
    expect(await stripe.setupIntents.retrieve(setup.id)).toMatchObject({
      status: 'requires_payment_method',
      last_setup_error: { code: 'setup_intent_authentication_failure' },
    })
    expect((await stripe.customers.listPaymentMethods(customer)).data).toEqual([])
  })

  it('needs an address to come back to: Stripe’s own dialog is not imitated', async () => {
    const world = newWorld()
    const error = await refusal(payWith(world, 'pm_card_threeDSecure2Required'))
    expect(error).toMatchObject({ statusCode: 400, code: 'sandbox_not_imitated', param: 'return_url' })
  })
})
