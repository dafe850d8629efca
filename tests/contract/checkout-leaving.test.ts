import AxeBuilder from '@axe-core/playwright'
import { chromium as playwright } from 'playwright'
import { describe, expect, it } from 'vitest'
import { chromium } from '../support/browser'
import { BUYER, CARD, pageOf, post, press, saveSession } from './checkout'
import { sandboxForThisFile } from './sandbox-under-test'
import { receiversForThisFile } from './webhook-receiver'

const newWorld = sandboxForThisFile()
const receiver = receiversForThisFile()

/** The shop's page, as the customer reaches it. */
const done = (id: string) => `https://shop.test/setup/done?session_id=${id}`

describe('the way from Checkout to the shop', () => {
  it('waits until the shop has answered checkout.session.completed, whatever it answers', async () => {
    const world = newWorld()
    const shop = await receiver(world)
    const answered: string[] = []
    shop.settings.behaviour = ({ type }) => (answered.push(type), type === 'checkout.session.completed' ? 500 : 200)
    const session = await saveSession(world)
    expect((await press(session, { ...BUYER, ...CARD })).href).toBe(done(session.id))
    expect(answered.at(-1)).toBe('checkout.session.completed')
    const completed = shop.received.at(-1)?.event.data.object
    expect(completed).toMatchObject({ id: session.id, status: 'complete', url: null, success_url: session.success_url })
  })

  it('goes on without an answer that takes too long, and does not wait for one that is held back', async () => {
    const world = newWorld()
    const shop = await receiver(world, ['checkout.session.completed'])
    shop.settings.behaviour = () => 'hang'
    await world.control.outcomes({ checkoutWaitMilliseconds: 300 })
    const started = performance.now()
    const answer = await post(await saveSession(world), { ...BUYER, ...CARD })
    expect(answer.status).toBe(303)
    expect(performance.now() - started).toBeGreaterThan(290)
    const other = newWorld()
    await receiver(other)
    await other.control.pauseWebhooks()
    const held = await saveSession(other)
    expect((await press(held, { ...BUYER, ...CARD })).href).toBe(done(held.id))
  })
})

describe('Checkout’s page in a browser', { timeout: 60_000 }, () => {
  it('works without script, on a phone, for people who cannot see it, in light and in dark', async () => {
    const world = newWorld()
    const browser = await playwright.launch(chromium())
    const viewport = { width: 375, height: 700 }
    const page = await (await browser.newContext({ viewport, javaScriptEnabled: false })).newPage()
    const look = await (await browser.newContext({ viewport })).newPage()
    try {
      const success_url = `${world.origin}/_sandbox/health?session_id={CHECKOUT_SESSION_ID}`
      const session = await saveSession(world, { success_url, cancel_url: success_url })
      for (const colorScheme of ['light', 'dark'] as const) {
        await look.emulateMedia({ colorScheme })
        await look.goto(pageOf(session))
        await look.getByRole('radio', { name: 'Card' }).check()
        expect((await new AxeBuilder({ page: look }).analyze()).violations).toEqual([])
        expect(await look.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
      }
      await page.goto(pageOf(session))
      await page.getByLabel('Email').fill('sam@example.com')
      await page.getByTestId('amazon_pay-accordion-item-button').click()
      expect(await page.getByLabel('Card number').isVisible()).toBe(false)
      await page.getByRole('button', { name: 'Continue to Amazon Pay' }).click()
      await page.getByRole('link', { name: 'Fail Test Setup' }).click()
      await page.getByRole('alert').getByText('The customer declined this payment.').waitFor()
      await page.getByRole('radio', { name: 'Card' }).check()
      // By the names that browser tests of Stripe's own page use.
      await page
        .getByTestId('card-accordion-item')
        .getByRole('textbox', { name: 'Card number' })
        .fill('4242424242424242')
      await page.getByRole('textbox', { name: 'Expiration' }).fill('12 / 34')
      await page.getByRole('textbox', { name: 'CVC' }).fill('123')
      await page.getByRole('textbox', { name: 'Cardholder name' }).fill('Sam Rider')
      await page.getByRole('button', { name: 'Save card' }).click()
      await page.waitForURL(`**/health?session_id=${session.id}`)
      await page.goBack()
      await page.getByRole('heading', { name: 'You’re all done here' }).waitFor()
    } finally {
      await browser.close()
    }
  })
})
