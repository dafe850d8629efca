import { describe, expect, it } from 'vitest'
import { BUYER, CANCEL_URL, CARD, atAmazon, pageOf, press, problemShown, saveSession } from './checkout'
import { eventTypes } from './payments'
import { choose, sandboxForThisFile, visit } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

/** The shop's page, as the customer reaches it. */
const done = (id: string) => `https://shop.test/setup/done?session_id=${id}`

describe('Checkout’s page for saving', () => {
  it('saves Amazon Pay for a customer, and leads to the shop with the session in the address', async () => {
    const world = newWorld()
    const { stripe } = world
    const { id: customer } = await stripe.customers.create(BUYER)
    const session = await saveSession(world, {
      customer,
      setup_intent_data: { description: 'Rides', metadata: { order: '7' } },
    })
    const page = await visit(pageOf(session))
    expect(page.links['← Back']).toBe(CANCEL_URL)
    expect(page.text).toContain('aria-label="Back to Rocket Rides"')
    expect(page.text).not.toContain('type="email"')
    expect((await atAmazon(session, 'Authorize', {})).href).toBe(done(session.id))
    const found = await stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent.payment_method'] })
    expect(found).toMatchObject({
      status: 'complete',
      url: null,
      customer,
      customer_details: { ...BUYER, tax_ids: [] },
      success_url: session.success_url,
      setup_intent: {
        status: 'succeeded',
        usage: 'off_session',
        customer,
        description: 'Rides',
        metadata: { order: '7' },
        payment_method: { type: 'amazon_pay', customer, billing_details: BUYER },
      },
    })
    const [mandate] = (await world.control.state()).objects.mandates
    expect(mandate).toMatchObject({ status: 'active', customer_acceptance: { online: { ip_address: '127.0.0.1' } } })
    expect(await eventTypes(world)).toEqual([
      'customer.created',
      'setup_intent.created',
      'setup_intent.requires_action',
      'payment_method.attached',
      'mandate.updated',
      'setup_intent.succeeded',
      'checkout.session.completed',
    ])
    expect((await world.stripe.events.list({ limit: 1 })).data[0]?.request).toEqual({ id: null, idempotency_key: null })
    expect((await visit(pageOf(session))).links['Continue to Rocket Rides']).toBe(done(session.id))
  })

  it('saves a card of somebody it does not know, attached to nobody', async () => {
    const world = newWorld()
    const session = await saveSession(world)
    const there = await press(session, { ...BUYER, ...CARD })
    expect(there.href).toBe(done(session.id))
    const found = await world.stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent.payment_method'] })
    expect(found).toMatchObject({
      customer: null,
      customer_details: { ...BUYER, name: 'Sam Rider' },
      setup_intent: {
        customer: null,
        payment_method: { card: { last4: '4242' }, customer: null, billing_details: { ...BUYER, name: 'Sam Rider' } },
      },
    })
    expect((await world.control.state()).objects.customers).toEqual([])
    expect(JSON.stringify(await world.control.state())).not.toContain('4242424242424242')
  })

  it('makes a customer when asked to, and gives the address to one who had none', async () => {
    const world = newWorld()
    const { stripe } = world
    const session = await saveSession(world, { customer_creation: 'always' })
    await press(session, { ...BUYER, ...CARD })
    const found = await stripe.checkout.sessions.retrieve(session.id, { expand: ['customer'] })
    expect(found.customer).toMatchObject({ ...BUYER, name: 'Sam Rider' })
    const { id: customer } = await stripe.customers.create()
    await atAmazon(await saveSession(world, { customer }), 'Authorize', { email: 'kim@example.com' })
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ email: 'kim@example.com' })
    const [method] = (await stripe.paymentMethods.list({ customer })).data
    expect(method?.billing_details.email).toBe('kim@example.com')
  })

  it('stays open after a decline, an expiry and the way back, until one try succeeds', async () => {
    const world = newWorld()
    const { stripe, control } = world
    const { id: customer } = await stripe.customers.create(BUYER)
    const session = await saveSession(world, { customer })
    expect((await atAmazon(session, 'Fail', {})).pathname).toBe(`/c/pay/${session.id}`)
    expect(await problemShown(session)).toBe('The customer declined this payment.')
    const left = await press(session, { method: 'amazon_pay' })
    expect(await problemShown(session)).toBeUndefined()
    await control.advanceClock(600)
    expect(await problemShown(session)).toContain('did not finish it in time')
    const first = await press(session, { method: 'amazon_pay' })
    const second = await press(session, { method: 'amazon_pay' })
    expect((await visit(left.href)).text).toContain('expired')
    expect((await visit(first.href)).text).toContain('started again')
    const declined = { ...CARD, cardNumber: '4000000000000002' }
    expect((await press(session, declined)).pathname).toBe(`/c/pay/${session.id}`)
    expect(await problemShown(session)).toBe('Your card was declined.')
    expect((await visit(second.href)).text).toContain('started again')
    const open = await stripe.checkout.sessions.retrieve(session.id)
    expect(open).toMatchObject({ status: 'open', url: session.url })
    expect((await press(session, CARD)).href).toBe(done(session.id))
    expect((await stripe.setupIntents.list()).data).toHaveLength(1)
    expect((await stripe.paymentMethods.list({ customer })).data).toHaveLength(1)
  })

  it('asks for what is missing, keeps what was typed, and shows it as text', async () => {
    const world = newWorld()
    const session = await saveSession(world, { consent_collection: { terms_of_service: 'required' } })
    const tries: [Record<string, string>, RegExp][] = [
      [{ ...CARD }, /e-mail/],
      [{ email: 'not an address', ...CARD }, /e-mail/],
      [{ email: `${'a'.repeat(600)}@b.test`, ...CARD }, /e-mail/],
      [{ ...BUYER }, /Choose/],
      [{ ...BUYER, method: 'cash' }, /Choose/],
      [{ ...BUYER, ...CARD, cardNumber: '' }, /number/],
      [{ ...BUYER, ...CARD, cardExpiry: 'soon' }, /expires/],
      [{ ...BUYER, ...CARD, cardCvc: '' }, /security code/],
      [{ ...BUYER, ...CARD, billingName: '' }, /name/],
      [{ ...BUYER, ...CARD }, /terms/],
      [{ ...BUYER, ...CARD, cardNumber: '4242424242424241', termsOfService: 'on' }, /card number is incorrect/],
      [{ ...BUYER, ...CARD, cardExpiry: '13/34', termsOfService: 'on' }, /expiration month/],
    ]
    for (const [fields, message] of tries) {
      expect((await press(session, fields)).pathname).toBe(`/c/pay/${session.id}`)
      expect(await problemShown(session)).toMatch(message)
    }
    await press(session, { email: '"><script>x</script>', method: 'card' })
    const { text } = await visit(pageOf(session))
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;x&lt;/script&gt;"')
    expect(text).toMatch(/id="email"[^>]*aria-invalid="true" aria-describedby="problem"/)
    expect((await world.stripe.setupIntents.list()).data).toEqual([])
    await press(session, { ...BUYER, ...CARD, termsOfService: 'on' })
    const found = await world.stripe.checkout.sessions.retrieve(session.id)
    expect(found).toMatchObject({ status: 'complete', consent: { terms_of_service: 'accepted' } })
  })

  it('saves once, however often the button is pressed', async () => {
    const world = newWorld()
    const session = await saveSession(world)
    const answers = await Promise.all([1, 2, 3].map(() => press(session, { ...BUYER, ...CARD })))
    expect(answers.map(({ href }) => href)).toEqual([1, 2, 3].map(() => done(session.id)))
    const types = await eventTypes(world)
    expect(types.filter((type) => type === 'checkout.session.completed')).toHaveLength(1)
    expect((await world.control.state()).objects.payment_methods).toHaveLength(1)
  })

  it('is completed though its customer never comes back, and asks a bank that wants to be asked', async () => {
    const world = newWorld()
    const session = await saveSession(world)
    const bank = await press(session, { ...BUYER, ...CARD, cardNumber: '4000002760003184' })
    expect((await visit(bank.href)).text).toContain('3D Secure test page')
    await choose(bank.href, 'Authorize Test Setup')
    expect((await world.stripe.checkout.sessions.retrieve(session.id)).status).toBe('complete')
  })

  it.each(['processing', 'late'] as const)('waits while Amazon’s answer is %s', async (nextSetup) => {
    const world = newWorld()
    await world.control.outcomes({ nextSetup, settleSeconds: 90 })
    const session = await saveSession(world)
    expect((await atAmazon(session, 'Authorize')).pathname).toBe(`/c/pay/${session.id}`)
    const waiting = await fetch(pageOf(session))
    expect(waiting.headers.get('refresh')).toBe('2')
    expect(await waiting.text()).toContain('Almost there')
    await world.control.advanceClock(90)
    expect((await visit(pageOf(session))).text).toContain('all done here')
  })

  it('knows nothing of sessions nobody made, and nothing of an intent before it is confirmed unless told to', async () => {
    const world = newWorld()
    const nowhere = await visit(`${world.origin}/c/pay/cs_test_no`)
    expect([nowhere.status, /Nothing is here/.test(nowhere.text)]).toEqual([404, true])
    expect((await fetch(`${world.origin}/c/return/cs_test_no`)).status).toBe(404)
    expect((await fetch(`${world.origin}/c/pay/cs_test_no`, { method: 'POST' })).status).toBe(404)
    await world.control.outcomes({ checkoutSetupIntentFrom: 'create' })
    const early = await saveSession(world)
    const { id, status } = await world.stripe.setupIntents.retrieve(String(early.setup_intent))
    expect(status).toBe('requires_payment_method')
    await press(early, { ...BUYER, ...CARD })
    expect((await world.stripe.checkout.sessions.retrieve(early.id)).setup_intent).toBe(id)
    expect((await world.stripe.setupIntents.retrieve(id)).status).toBe('succeeded')
  })
})
