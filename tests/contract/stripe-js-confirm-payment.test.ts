import { describe, expect, it } from 'vitest'
import { eventsOf } from '../support/elements-shop'
import { elementsForThisFile, fillCard, newPayment, newSetup, openPayment } from './stripe-js-under-test'

const stage = elementsForThisFile()

describe('confirmPayment with a Payment Element, by react-stripe-js', { timeout: 30_000 }, () => {
  it('takes a customer who chose Amazon Pay to the test page and back, paid', async () => {
    const { id, secret } = await newPayment(stage)
    const { page, world } = stage
    const frame = await openPayment(stage, secret)
    await frame.getByRole('tab', { name: 'Amazon Pay' }).click()
    await page.getByRole('button', { name: 'Pay' }).click()
    await page.waitForURL('**/payment_methods/test_payment?**')
    await page.getByRole('link', { name: 'Authorize Test Payment' }).click()
    await page.waitForURL('**/back?**')
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      payment_intent: id,
      payment_intent_client_secret: secret,
      redirect_status: 'succeeded',
    })
    expect(await world.stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded' })
    expect(stage.complaints).toEqual([])
  })

  it('says at the next visit why the payment failed, until the customer does something about it', async () => {
    const { id, secret } = await newPayment(stage)
    const { page, world } = stage
    const order = { element: { paymentMethodOrder: ['amazon_pay', 'card'] } }
    await (await openPayment(stage, secret, order)).getByRole('tab', { name: 'Amazon Pay' }).waitFor()
    await page.getByRole('button', { name: 'Pay' }).click()
    await page.getByRole('link', { name: 'Fail Test Payment' }).click()
    await page.waitForURL('**/back?**redirect_status=failed')

    const frame = await openPayment(stage, secret, order)
    const { last_payment_error: error } = await world.stripe.paymentIntents.retrieve(id)
    await frame
      .getByRole('alert')
      .filter({ hasText: error?.message ?? 'none' })
      .waitFor()
    await fillCard(frame)
    expect(await frame.getByRole('alert').filter({ visible: true }).count()).toBe(0)
    await page.getByRole('button', { name: 'Pay' }).click()
    await page.getByRole('status').filter({ hasText: 'succeeded' }).waitFor()
  })

  it('pays by card and returns, or stays when told to', async () => {
    const { page, world } = stage
    const always = await newPayment(stage)
    await fillCard(await openPayment(stage, always.secret, { redirect: 'always' }))
    await page.getByRole('button', { name: 'Pay' }).click()
    await page.waitForURL(`**/back?payment_intent=${always.id}&**redirect_status=succeeded`)

    const staying = await newPayment(stage)
    await fillCard(await openPayment(stage, staying.secret))
    await page.getByRole('button', { name: 'Pay' }).click()
    await page.getByRole('status').filter({ hasText: 'succeeded' }).waitFor()
    const paid = await world.stripe.paymentIntents.retrieve(staying.id, { expand: ['payment_method'] })
    expect(paid.payment_method).toMatchObject({
      type: 'card',
      card: { last4: '4242', exp_month: 12, exp_year: 2034 },
      billing_details: { address: { country: 'US', postal_code: '94107' } },
    })
  })

  it('answers a declined card to the page, and another card pays', async () => {
    const { id, secret } = await newPayment(stage)
    const { page, world } = stage
    const frame = await openPayment(stage, secret)
    await fillCard(frame, '4000 0000 0000 9995')
    await page.getByRole('button', { name: 'Pay' }).click()
    await page.getByRole('alert').filter({ hasText: 'Your card has insufficient funds.' }).waitFor()
    expect(await world.stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'requires_payment_method' })

    await frame.getByLabel('Card number').fill('5555 5555 5555 4444')
    await page.getByRole('button', { name: 'Pay' }).click()
    await page.getByRole('status').filter({ hasText: 'succeeded' }).waitFor()
  })

  it('lets a card’s bank ask its customer first', async () => {
    const { id, secret } = await newPayment(stage)
    const { page, world } = stage
    await fillCard(await openPayment(stage, secret), '4000 0000 0000 3220')
    await page.getByRole('button', { name: 'Pay' }).click()
    await page.waitForURL('**/payment_methods/test_payment?**')
    await page.getByRole('link', { name: 'Authorize Test Payment' }).click()
    await page.waitForURL('**/back?**redirect_status=succeeded')
    expect(await world.stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded' })
  })

  it('confirms once, however often the button is pressed', async () => {
    const { secret } = await newPayment(stage)
    const { page } = stage
    const confirmations: string[] = []
    page.on('request', (request) => request.url().endsWith('/confirm') && confirmations.push(request.url()))
    await fillCard(await openPayment(stage, secret))
    const statuses = await page.evaluate(async () => {
      const { stripe, elements } = window.shop
      const pay = () => stripe.confirmPayment({ elements, redirect: 'if_required' })
      const results = await Promise.all([pay(), pay(), pay()])
      return results.map(({ paymentIntent }) => paymentIntent?.status)
    })
    expect(statuses).toEqual(['succeeded', 'succeeded', 'succeeded'])
    expect(confirmations).toHaveLength(1)
  })

  it('never shows the page a card number', async () => {
    const { page, shop } = stage
    await page.addInitScript(() => {
      const heard: string[] = []
      Object.assign(window, { heard })
      const listen = (event: Event) => heard.push(JSON.stringify((event as MessageEvent).data ?? null))
      window.addEventListener('message', listen)
      const ports = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage')
      Object.defineProperty(MessagePort.prototype, 'onmessage', {
        set(this: MessagePort, handler: (event: MessageEvent) => void) {
          ports?.set?.call(this, (event: MessageEvent) => (listen(event), handler(event)))
        },
      })
    })
    const carrying: string[] = []
    page.on('request', (request) => {
      if (/4242\W*4242/.test(request.postData() ?? '')) carrying.push(new URL(request.frame().url()).origin)
    })
    await fillCard(await openPayment(stage, (await newPayment(stage)).secret))
    await page.getByRole('button', { name: 'Pay' }).click()
    await page.getByRole('status').filter({ hasText: 'succeeded' }).waitFor()

    const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard.join())
    expect(heard).toContain('"answer"')
    expect(heard).not.toMatch(/4242\W*4242/)
    expect(carrying).toEqual([stage.world.origin])
    expect(shop.origin).not.toBe(stage.world.origin)
  })

  it('answers a lost connection as an error, and can try again', async () => {
    const { secret } = await newPayment(stage)
    const { page } = stage
    await fillCard(await openPayment(stage, secret))
    await page.route('**/confirm', (route) => route.abort('connectionreset'))
    await page.getByRole('button', { name: 'Pay' }).click()
    await page.getByRole('alert').filter({ hasText: 'check your internet connection' }).waitFor()
    await page.unroute('**/confirm')
    await page.getByRole('button', { name: 'Pay' }).click()
    await page.getByRole('status').filter({ hasText: 'succeeded' }).waitFor()
  })

  it('saves by confirmSetup in the same way', async () => {
    const { id, secret } = await newSetup(stage)
    const { page, world, shop } = stage
    const frame = await openPayment(stage, secret)
    await frame.getByRole('tab', { name: 'Amazon Pay' }).click()
    await frame.getByText('By continuing, you authorize').waitFor()
    const left = page.waitForURL('**/payment_methods/test_setup?**')
    // It never settles: the page goes away underneath it.
    page.evaluate(confirmSetup, `${shop.origin}/back`).catch(() => null)
    await left
    await page.getByRole('link', { name: 'Authorize Test Setup' }).click()
    await page.waitForURL('**/back?setup_intent=**redirect_status=succeeded')
    expect(await world.stripe.setupIntents.retrieve(id, { expand: ['payment_method'] })).toMatchObject({
      status: 'succeeded',
      payment_method: { type: 'amazon_pay' },
    })
  })

  it('tells the page what is chosen and whether it is complete', async () => {
    const { page } = stage
    const frame = await openPayment(stage, (await newPayment(stage)).secret)
    await frame.getByRole('tab', { name: 'Amazon Pay' }).click()
    await fillCard(frame)
    await expect.poll(async () => (await eventsOf(page, 'change')).at(-1)).toMatchObject({ complete: true })
    const common = { elementType: 'payment', collapsed: false }
    expect(await eventsOf(page, 'ready')).toEqual([{}])
    expect(await eventsOf(page, 'change')).toEqual([
      { ...common, empty: true, complete: false, value: { type: 'card' } },
      { ...common, empty: false, complete: true, value: { type: 'amazon_pay' } },
      { ...common, empty: true, complete: false, value: { type: 'card' } },
      { ...common, empty: false, complete: false, value: { type: 'card' } },
      { ...common, empty: false, complete: true, value: { type: 'card' } },
    ])
  })
})

async function confirmSetup(return_url: string): Promise<void> {
  const { stripe, elements } = window.shop
  const mandate_data = { customer_acceptance: { type: 'online', online: { infer_from_client: true } } }
  await stripe.confirmSetup({ elements, confirmParams: { return_url, mandate_data } as { return_url: string } })
}
