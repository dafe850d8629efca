import AxeBuilder from '@axe-core/playwright'
import type { FrameLocator } from 'playwright'
import { describe, expect, it } from 'vitest'
import { eventsOf } from '../support/elements-shop'
import { elementsForThisFile, fillCard, newPayment, newSetup, openPayment } from './stripe-js-under-test'

const stage = elementsForThisFile()

describe('the Payment Element', { timeout: 30_000 }, () => {
  it('lives in a frame of Stripe’s origin, under the names tests know it by', async () => {
    const frame = await openPayment(stage, (await newPayment(stage)).secret)
    await frame.locator('#card-tab').waitFor()
    const iframe = stage.page.locator('iframe')
    expect(await iframe.getAttribute('name')).toMatch(/^__privateStripeFrame\d+$/)
    expect(await iframe.getAttribute('title')).toBe('Secure payment input frame')
    expect(await iframe.getAttribute('src')).toContain(`${stage.world.origin}/endive/elements-inner-payment`)
    for (const id of ['number', 'expiry', 'cvc', 'country', 'postalCode']) {
      expect(await frame.locator(`#payment-${id}Input`).count()).toBe(1)
    }
    expect(await frame.locator('#amazon_pay-tab').getAttribute('data-testid')).toBe('amazon_pay')
    expect(stage.complaints).toEqual([])
  })

  it('is as high as what it shows', async () => {
    const frame = await openPayment(stage, (await newPayment(stage)).secret)
    const height = () => stage.page.locator('iframe').evaluate((iframe) => iframe.getBoundingClientRect().height)
    await frame.locator('#card-tab').click()
    await expect.poll(height).toBeGreaterThan(280)
    await frame.locator('#amazon_pay-tab').click()
    await expect.poll(height).toBeLessThan(160)
    const inside = await frame.locator('#element').evaluate((element) => element.getBoundingClientRect().height)
    expect(Math.abs((await height()) - inside)).toBeLessThanOrEqual(1)
  })

  it('is worked with arrow keys, and says where the customer is taken', async () => {
    const order = { element: { paymentMethodOrder: ['amazon_pay'] } }
    const frame = await openPayment(stage, (await newPayment(stage)).secret, order)
    const amazon = frame.getByRole('tab', { name: 'Amazon Pay' })
    expect(await amazon.getAttribute('aria-selected')).toBe('true')
    await frame.getByRole('tabpanel', { name: 'Amazon Pay' }).getByText('you will be redirected').waitFor()
    await amazon.press('ArrowRight')
    expect(await focused(frame)).toBe('card-tab')
    await frame.getByRole('tabpanel', { name: 'Card' }).waitFor()
    await frame.locator('#card-tab').press('Home')
    expect(await focused(frame)).toBe('amazon_pay-tab')
    await amazon.press('Escape')
    await expect.poll(() => eventsOf(stage.page, 'escape')).toHaveLength(1)
  })

  it('unfolds one method of an accordion at a time', async () => {
    const layout = {
      type: 'accordion',
      defaultCollapsed: true,
      radios: 'always',
      visibleAccordionItemsCount: 1,
    } as const
    const frame = await openPayment(stage, (await newPayment(stage)).secret, { element: { layout } })
    const card = frame.getByRole('button', { name: 'Card' })
    expect(await card.getAttribute('aria-expanded')).toBe('false')
    await expect
      .poll(() => eventsOf(stage.page, 'change'))
      .toEqual([{ elementType: 'payment', collapsed: true, complete: false, empty: true, value: { type: '' } }])
    await card.click()
    await frame.getByRole('region', { name: 'Card' }).getByLabel('Card number').waitFor()
    await frame.getByRole('button', { name: 'More' }).click()
    await frame.getByTestId('amazon_pay').click()
    expect(await card.getAttribute('aria-expanded')).toBe('false')
    await frame.getByRole('region', { name: 'Amazon Pay' }).waitFor()
  })

  it('shows no tab where there is only one method', async () => {
    const { secret } = await newPayment(stage, { allowed_payment_method_types: ['card'] })
    const frame = await openPayment(stage, secret)
    await frame.getByLabel('Card number').waitFor()
    expect(await frame.getByRole('tab').count()).toBe(0)
  })

  it('names what is wrong with a card, in Stripe’s words and under its field', async () => {
    const frame = await openPayment(stage, (await newPayment(stage)).secret)
    await fillCard(frame, '4242 4242 4242 4241')
    const number = frame.getByLabel('Card number')
    await frame.getByText('Your card number is invalid.').waitFor()
    expect(await number.getAttribute('aria-invalid')).toBe('true')
    expect(await described(frame)).toBe('Your card number is invalid.')
    await number.fill('4242')
    await frame.getByLabel('Expiration date').fill('01 / 20')
    await frame.getByText("Your card's expiration year is in the past.").waitFor()
    await stage.page.getByRole('button', { name: 'Pay' }).click()
    await stage.page.getByRole('alert').filter({ hasText: 'Your card number is incomplete.' }).waitFor()
    expect(await focused(frame)).toBe('payment-numberInput')
  })

  it('formats while somebody types and takes back', async () => {
    const frame = await openPayment(stage, (await newPayment(stage)).secret)
    const number = frame.getByLabel('Card number')
    const expiry = frame.getByLabel('Expiration date')
    await number.pressSequentially('378282246310005')
    expect(await number.inputValue()).toBe('3782 822463 10005')
    await expiry.pressSequentially('434')
    expect(await expiry.inputValue()).toBe('04 / 34')
    for (const left of ['04 / 3', '04', '0', '']) {
      await expiry.press('Backspace')
      expect(await expiry.inputValue()).toBe(left)
    }
  })

  it('has nothing for axe to find, in every theme and layout', async () => {
    for (const [theme, layout] of [
      ['stripe', 'tabs'],
      ['night', 'accordion'],
      ['flat', 'tabs'],
    ] as const) {
      const group = { appearance: { theme } }
      const frame = await openPayment(stage, (await newSetup(stage)).secret, { group, element: { layout } })
      const dark = theme === 'night'
      await stage.page.evaluate((dark) => {
        document.body.style.cssText = dark ? 'background: #1a1b25; color: #fff' : ''
      }, dark)
      await frame.getByTestId('card').click()
      await frame.getByLabel('Card number').fill('4242424242424241')
      await frame.getByText('Your card number is invalid.').waitFor()
      const { violations, passes } = await new AxeBuilder({ page: stage.page }).analyze()
      expect(JSON.stringify(passes)).toContain('#payment-numberInput')
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target)])).toEqual([])
    }
  })

  it('speaks the shop’s language', async () => {
    for (const [locale, label, tab] of [
      ['de', 'Kartennummer', 'Karte'],
      ['fr-FR', 'Numéro de carte', 'Carte'],
      ['es-419', 'Número de tarjeta', 'Tarjeta'],
      ['ja', 'カード番号', 'カード'],
      ['nl', 'Card number', 'Card'],
    ] as const) {
      const frame = await openPayment(stage, (await newPayment(stage)).secret, { group: { locale } })
      await frame.getByRole('tab', { name: tab }).click()
      await frame.getByLabel(label).waitFor()
    }
  })

  it('wears the shop’s appearance, and only what a shop may style', async () => {
    const warnings: string[] = []
    stage.page.on('console', (line) => line.type() === 'warning' && warnings.push(line.text()))
    const rules = {
      '.Tab': { borderRadius: '20px', position: 'fixed' },
      '.Input:focus': { boxShadow: 'none' },
      body: { color: 'red' },
      '.Label': { color: 'url(https://shop.test/leak)' },
    }
    const variables = { colorPrimary: '#7a0bc0', spacingUnit: '6px' }
    const group = { appearance: { theme: 'stripe', variables, rules } }
    const frame = await openPayment(stage, (await newPayment(stage)).secret, { group })
    const tab = await frame.locator('#card-tab').evaluate((element) => {
      const { color, borderRadius, position, padding } = getComputedStyle(element)
      return { color, borderRadius, position, padding }
    })
    expect(tab).toEqual({ color: 'rgb(122, 11, 192)', borderRadius: '20px', position: 'static', padding: '18px' })
    for (const what of ['position in .Tab', 'body is not a supported selector', 'color in .Label']) {
      expect(warnings.join('\n')).toContain(what)
    }
  })

  it('hides and prefills fields as the shop asks, and locks them', async () => {
    const billingDetails = { address: { country: 'never' } } as const
    const defaults = { billingDetails: { address: { postal_code: '10001' } } }
    const element = { fields: { billingDetails }, defaultValues: defaults, readOnly: true }
    const frame = await openPayment(stage, (await newPayment(stage)).secret, { element })
    await frame.getByLabel('Card number').waitFor()
    expect(await frame.locator('#payment-countryInput').isVisible()).toBe(false)
    expect(await frame.getByLabel('ZIP code').inputValue()).toBe('10001')
    expect(await frame.getByLabel('Card number').isEditable()).toBe(false)
  })

  it('shows the terms of saving once the intent saves, after fetchUpdates, to somebody who goes on typing', async () => {
    const { world, page } = stage
    const customer = await world.stripe.customers.create()
    const { id, secret } = await newPayment(stage, { customer: customer.id })
    const frame = await openPayment(stage, secret)
    await fillCard(frame)
    expect(await frame.locator('.TermsText').count()).toBe(0)
    await frame.getByLabel('Security code').fill('')
    await page.keyboard.type('1')
    await world.stripe.paymentIntents.update(id, { setup_future_usage: 'off_session' })
    expect(await page.evaluate(() => window.shop.elements.fetchUpdates())).toEqual({})
    await frame.getByText('you allow').waitFor()
    expect(await frame.getByLabel('Card number').inputValue()).toBe('4242 4242 4242 4242')
    await page.keyboard.type('23')
    expect(await frame.getByLabel('Security code').inputValue()).toBe('123')
  })

  it('tells the shop when Stripe has nothing for it to draw', async () => {
    const { id } = await newPayment(stage)
    await openPayment(stage, `${id}_secret_wrong`)
    await expect
      .poll(() => eventsOf(stage.page, 'loaderror'))
      .toEqual([
        { elementType: 'payment', error: expect.objectContaining({ type: 'invalid_request_error' }) as unknown },
      ])
    expect(await eventsOf(stage.page, 'ready')).toEqual([])
  })
})

function focused(frame: FrameLocator): Promise<string> {
  return frame.locator('html').evaluate(() => document.activeElement?.id ?? '')
}

function described(frame: FrameLocator): Promise<string | null> {
  return frame.getByLabel('Card number').evaluate((input) => {
    return document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent ?? null
  })
}
