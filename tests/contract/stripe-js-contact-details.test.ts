import { expect, it } from 'vitest'
import { elementsForThisFile, fillCard, newPayment, openPayment } from './stripe-js-under-test'

const stage = elementsForThisFile()

it('asks for an e-mail address beside the Payment Element, and pays with it', { timeout: 30_000 }, async () => {
  const { page, world, complaints } = stage
  const { id, secret } = await newPayment(stage)
  const frame = await openPayment(stage, secret)
  await fillCard(frame)
  await askForEmail('jo@')
  const email = page.frameLocator('iframe[title="Secure email input frame"]').getByLabel('Email')
  expect(await email.inputValue()).toBe('jo@')
  await page.getByRole('button', { name: 'Pay' }).click()
  await page.getByRole('alert').filter({ hasText: 'Your email is incomplete.' }).waitFor()
  // One letter longer than the API takes.
  await email.fill(`${'j'.repeat(501)}@example.com`)
  await heard('jjj@example.com')
  expect(await page.evaluate(() => window.seen.at(-1)?.event)).toMatchObject({ complete: false })
  await email.fill('jo@example.com')
  await heard('jo@example.com')
  expect(await page.evaluate(() => window.seen.at(-1)?.event)).toEqual({
    elementType: 'linkAuthentication',
    empty: false,
    complete: true,
    value: { email: 'jo@example.com' },
  })
  await page.getByRole('button', { name: 'Pay' }).click()
  await page.getByRole('status').filter({ hasText: 'succeeded' }).waitFor()
  const { payment_method: method } = await world.stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] })
  expect(method).toMatchObject({ billing_details: { email: 'jo@example.com', address: { postal_code: '94107' } } })
  expect(complaints).toEqual([])
})

it('pays without the address of a step that has left the page', { timeout: 30_000 }, async () => {
  const { page, world, complaints } = stage
  const { id, secret } = await newPayment(stage)
  await fillCard(await openPayment(stage, secret))
  await askForEmail('jo@example.com')
  await heard('jo@example.com')
  const submit = () => page.evaluate(() => window.shop.elements.submit())
  await page.evaluate(() => document.getElementById('email')?.remove())
  expect(await submit()).toEqual({ selectedPaymentMethod: 'card' })
  await page.evaluate(() => {
    const place = document.createElement('div')
    document.body.prepend(place)
    const element = window.shop.elements.getElement('linkAuthentication')
    element?.mount(place)
    element?.unmount()
  })
  expect(await submit()).toEqual({ selectedPaymentMethod: 'card' })
  await page.getByRole('button', { name: 'Pay' }).click()
  await page.getByRole('status').filter({ hasText: 'succeeded' }).waitFor()
  const { payment_method: method } = await world.stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] })
  expect(method).toMatchObject({ billing_details: { email: null } })
  expect(complaints).toEqual([])
})

/** Above the Payment Element, with what the shop knows already. */
function askForEmail(known: string): Promise<void> {
  return stage.page.evaluate((known) => {
    const place = document.createElement('div')
    place.id = 'email'
    document.body.prepend(place)
    const element = window.shop.elements.create('linkAuthentication', { defaultValues: { email: known } })
    element.on('change', (event) => void window.seen.push({ name: 'email', event }))
    element.mount(place)
  }, known)
}

async function heard(email: string): Promise<void> {
  await stage.page.waitForFunction((email) => JSON.stringify(window.seen.at(-1)).includes(email), email)
}
