import AxeBuilder from '@axe-core/playwright'
import { describe, expect, it } from 'vitest'
import { eventsOf, expressFrame, type ShopConfig, visit } from '../support/elements-shop'
import { elementsForThisFile, newPayment, newSetup, openPayment } from './stripe-js-under-test'

const stage = elementsForThisFile()
const DEFERRED = { amount: 2000, currency: 'usd', allowedPaymentMethodTypes: ['amazon_pay', 'card'] }

describe('the Express Checkout Element', { timeout: 60_000 }, () => {
  it('pays with Amazon Pay by its own button, whatever the Payment Element beside it holds', async () => {
    const { page, world } = stage
    const { id, secret } = await newPayment(stage)
    const card = await openPayment(stage, secret, { express: { buttonHeight: 50, emailRequired: true } })
    await card.getByTestId('card').click()
    const button = expressFrame(page).getByRole('button', { name: 'Amazon Pay' })
    expect((await button.boundingBox())?.height).toBe(50)
    const iframe = page.locator('#express iframe')
    expect(await iframe.getAttribute('src')).toContain(`${world.origin}/endive/elements-inner-express-checkout`)
    const { violations, passes } = await new AxeBuilder({ page }).analyze()
    expect(JSON.stringify(passes)).toContain('ExpressButton')
    expect(violations).toEqual([])
    const others = { applePay: false, googlePay: false, klarna: false, link: false, paypal: false }
    await expect
      .poll(() => eventsOf(page, 'ready'))
      .toContainEqual({ elementType: 'expressCheckout', availablePaymentMethods: { amazonPay: true, ...others } })
    await button.click()
    await page.waitForURL('**/payment_methods/test_payment?**')
    await page.getByRole('link', { name: 'Authorize Test Payment' }).click()
    await page.waitForURL(`**/back?payment_intent=${id}&**redirect_status=succeeded`)
    const paid = await world.stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] })
    expect(paid).toMatchObject({
      status: 'succeeded',
      payment_method: { type: 'amazon_pay', billing_details: { email: 'buyer@example.com', name: 'Test Buyer' } },
    })
    expect(stage.complaints).toEqual([])
  })

  it('pays and saves in groups that come before their intent, and asks where to deliver', async () => {
    const { page, world } = stage
    const { id, secret } = await newPayment(stage)
    const rate = { id: 'slow', displayName: 'By foot', amount: 0 }
    await open({
      group: { mode: 'payment', ...DEFERRED },
      secret,
      express: { shippingAddressRequired: true },
      click: { shippingRates: [rate], lineItems: [{ name: 'Rocket', amount: 2000 }] },
    })
    await expressFrame(page).getByRole('button', { name: 'Amazon Pay' }).click()
    await page.waitForURL('**/payment_methods/test_payment?**')
    await page.goBack()
    // The page is made anew by the browser; what it was told is read from the intent.
    const waiting = await world.stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] })
    expect(waiting).toMatchObject({
      status: 'requires_action',
      payment_method: { billing_details: { address: { city: 'Seattle' } } },
      shipping: { name: 'Test Buyer', address: { city: 'Seattle', line1: '1 Test Street', line2: null } },
    })

    const setup = await newSetup(stage)
    await open({ group: { mode: 'setup', currency: 'usd' }, secret: setup.secret })
    await expressFrame(page).getByRole('button', { name: 'Amazon Pay' }).click()
    await page.getByRole('link', { name: 'Authorize Test Setup' }).click()
    await page.waitForURL(`**/back?setup_intent=${setup.id}&**`)
    expect(await world.stripe.setupIntents.retrieve(setup.id)).toMatchObject({ status: 'succeeded' })
  })

  it('tells the shop everything in order, and gives up when the shop or the buyer does', async () => {
    const { page, world } = stage
    const { id } = await newPayment(stage)
    const rate = { id: 'slow', displayName: 'By foot', amount: 0 }
    // A wrong secret: the confirmation is refused, and the page stays to be looked at.
    const group = { mode: 'payment', ...DEFERRED }
    const express = { shippingAddressRequired: true, shippingRates: [rate], emailRequired: true }
    await open({ group, secret: `${id}_secret_wrong`, express })
    const button = expressFrame(page).getByRole('button', { name: 'Amazon Pay' })
    await button.click()
    await page.getByRole('alert').filter({ hasText: 'client_secret' }).waitFor()
    const pressed = { elementType: 'expressCheckout', expressPaymentType: 'amazon_pay' }
    const address = { city: 'Seattle', state: 'WA', postal_code: '98101', country: 'US' }
    const known = { name: 'Test Buyer', address: { ...address, line1: '1 Test Street', line2: null } }
    expect(await eventsOf(page, 'click')).toEqual([pressed])
    expect(await eventsOf(page, 'shippingaddresschange')).toEqual([
      { elementType: 'expressCheckout', name: 'Test Buyer', address },
    ])
    expect(await eventsOf(page, 'confirm')).toEqual([
      {
        ...pressed,
        billingDetails: { ...known, email: 'buyer@example.com' },
        shippingAddress: known,
        shippingRate: rate,
      },
    ])
    expect(await eventsOf(page, 'submitted')).toEqual([{ selectedPaymentMethod: 'amazon_pay' }])
    await world.control.outcomes({ nextExpress: 'cancel' })
    await button.click()
    await expect.poll(() => eventsOf(page, 'cancel')).toEqual([{ elementType: 'expressCheckout' }])
    expect(await eventsOf(page, 'confirm')).toHaveLength(1)
    await button.press('Escape')
    await expect.poll(() => eventsOf(page, 'escape')).toHaveLength(1)
  })

  it('wants an answer to every press within a second, and one that can be shown', async () => {
    const { page } = stage
    const group = { mode: 'payment', ...DEFERRED }
    const refused: [Partial<ShopConfig>, string][] = [
      [{ click: 'nothing' }, 'must be answered within 1 second'],
      [{ click: { lineItems: [{ name: 'Rocket', amount: 2001 }] } }, 'less than the total amount of the line items'],
      [{ express: { shippingAddressRequired: true } }, 'you must specify `shippingRates`'],
    ]
    for (const [config, sentence] of refused) {
      await open({ group, ...config })
      await expressFrame(page).getByRole('button', { name: 'Amazon Pay' }).click()
      await expect.poll(() => stage.complaints.join('\n'), { timeout: 10_000 }).toContain(sentence)
      expect(await eventsOf(page, 'confirm')).toEqual([])
    }
    await open({ group, click: 'reject' })
    await expressFrame(page).getByRole('button', { name: 'Amazon Pay' }).click()
    await expect.poll(() => eventsOf(page, 'click')).toHaveLength(1)
    const thrown = await page.evaluate(
      async (secret) => {
        const { stripe, elements } = window.shop
        const confirmParams = { return_url: window.location.origin }
        await elements.submit()
        const outcome = stripe.confirmPayment({ elements, clientSecret: secret, confirmParams })
        const messages = [await outcome.catch((error: Error) => error.message)]
        for (const options of [{ buttonHeight: 39 }, { paymentMethods: { amazonPay: 'always' } }]) {
          try {
            stripe.elements({ mode: 'setup' }).create('expressCheckout', options as object)
          } catch (error) {
            messages.push((error as Error).message)
          }
        }
        return messages
      },
      (await newPayment(stage)).secret,
    )
    expect(thrown).toEqual([
      expect.stringContaining('call it from the `confirm` event'),
      expect.stringContaining('buttonHeight should be a number from 40 to 55'),
      expect.stringContaining('paymentMethods.amazonPay should be one of the following strings: auto, never'),
    ])
  })

  it('is empty and says so where Amazon Pay cannot be used, and follows the cart', async () => {
    const { page } = stage
    for (const config of [
      { group: { mode: 'payment', ...DEFERRED, currency: 'eur' } },
      { group: { mode: 'payment', ...DEFERRED, allowedPaymentMethodTypes: ['card'] } },
      { group: { mode: 'payment', ...DEFERRED, paymentMethodCreation: 'manual' } },
      { group: { mode: 'payment', ...DEFERRED }, express: { paymentMethods: { amazonPay: 'never' as const } } },
    ]) {
      await open(config)
      await expect.poll(() => eventsOf(page, 'ready')).toEqual([{ elementType: 'expressCheckout' }])
      await expect.poll(() => page.locator('#express iframe').evaluate((frame) => frame.clientHeight)).toBe(0)
    }
    await open({ group: { mode: 'payment', ...DEFERRED, currency: 'eur' } })
    await expect.poll(() => eventsOf(page, 'ready')).toHaveLength(1)
    await page.evaluate(() => window.shop.elements.update({ currency: 'usd' }))
    await expressFrame(page).getByRole('button', { name: 'Amazon Pay' }).waitFor()
  })
})

/** A page with the express button alone. */
async function open(config: Partial<ShopConfig>): Promise<void> {
  const all = { key: stage.world.publishableKey, group: {}, express: {}, ...config, element: null }
  await visit(stage.page, stage.shop, all)
}
