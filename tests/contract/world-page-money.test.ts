import AxeBuilder from '@axe-core/playwright'
import { chromium as playwright, type Browser, type BrowserContext, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromium } from '../support/browser'
import { TWELVE_DOLLARS, charge, confirmOffSession, savedMethod } from './payments'
import { type TestWorld, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()
let browser: Browser
let context: BrowserContext
let page: Page
let problems: string[]

beforeAll(async () => {
  browser = await playwright.launch(chromium())
}, 60_000)
afterAll(() => browser?.close())

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 375, height: 700 } })
  page = await context.newPage()
  problems = []
  page.on('console', (message) => problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(error.message))
})
afterEach(async () => {
  await context.close()
  expect(problems).toEqual([])
})

describe('the page of the sandbox, on a phone', { timeout: 60_000 }, () => {
  it('refunds half of a charge and then the rest, by keyboard alone', async () => {
    const world = newWorld()
    const { latest_charge: latest } = await charge(world, await savedMethod(world))
    await open(world, `charges/${String(latest)}`)
    await press('Refund half')
    await page.getByRole('row', { name: /py_\w+ succeeded \$12\.00, \$6\.00 refunded/ }).waitFor()
    await press('Refund')
    await page.getByRole('row', { name: /py_\w+ succeeded \$12\.00, \$12\.00 refunded/ }).waitFor()
    expect(await page.getByRole('button', { name: 'Refund', exact: true }).count()).toBe(0)
    expect((await world.stripe.charges.retrieve(String(latest))).refunded).toBe(true)
    expect(await overflow()).toBe(0)
  })

  it('lets one refund arrive and another fail', async () => {
    const world = newWorld()
    const { latest_charge: latest } = await charge(world, await savedMethod(world))
    const arrives = await world.control.refund(String(latest), { amount: 100 })
    const fails = await world.control.refund(String(latest), { amount: 200 })
    await open(world, `refunds/${arrives}`)
    await press('Let it arrive')
    await page.getByRole('row', { name: /pyr_\w+ succeeded \$1\.00/ }).waitFor()
    await page.getByRole('button', { name: fails }).click()
    await press('Let it fail')
    await page.getByRole('row', { name: /pyr_\w+ failed \$2\.00/ }).waitFor()
    expect((await world.stripe.charges.retrieve(String(latest))).amount_refunded).toBe(100)
    expect(await overflow()).toBe(0)
  })

  it('contests a charge with a claim, and decides for the shop', async () => {
    const world = newWorld()
    const { latest_charge: latest } = await charge(world, await savedMethod(world))
    await open(world, `charges/${String(latest)}`)
    await press('Contest with an A-to-z claim')
    await page.getByRole('row', { name: /py_\w+ succeeded \$12\.00, disputed/ }).waitFor()
    const [dispute] = (await world.stripe.disputes.list()).data
    expect(dispute?.payment_method_details?.amazon_pay?.dispute_type).toBe('claim')
    await open(world, `disputes/${String(dispute?.id)}`)
    await page.getByRole('row', { name: /du_\w+ needs_response \$12\.00/ }).waitFor()
    expect(await overflow()).toBe(0)
    await press('Decide for the shop')
    await page.getByRole('row', { name: /du_\w+ won/ }).waitFor()
    expect(await page.getByRole('button', { name: /^Decide for/ }).count()).toBe(0)
  })

  it('captures half of what is held, and shows whose money is where', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    const hold = async () => {
      const params = { ...TWELVE_DOLLARS, capture_method: 'manual' as const, customer: saved.customer }
      const { id } = await world.stripe.paymentIntents.create(params)
      return confirmOffSession(world, { id, method: saved.method })
    }
    const { id } = await hold()
    await hold()
    await open(world, `payment_intents/${id}`)
    await page
      .getByRole('row', { name: /pi_\w+ requires_capture \$12\.00, \$12\.00 held/ })
      .first()
      .waitFor()
    await press('Capture half')
    await page.getByRole('row', { name: /pi_\w+ succeeded \$12\.00/ }).waitFor()
    expect((await world.stripe.paymentIntents.retrieve(id)).amount_received).toBe(600)
    await world.control.refund(id, { amount: 100 })
    await open(world, 'balance')
    await page.getByRole('row', { name: 'USD $5.00 $0.47 $4.53' }).waitFor()
    for (const row of ['Held USD $12.00', 'Captured USD $6.00', 'Refunded USD $1.00']) {
      await page.getByRole('row', { name: row }).waitFor()
    }
    expect(await overflow()).toBe(0)
  })

  it('lets the next refund fail late, once', async () => {
    const world = newWorld()
    const { id } = await charge(world, await savedMethod(world))
    await open(world, 'settings')
    await page.getByRole('radio', { name: 'The refund fails late' }).check()
    await page.getByText('"nextRefund": "late_failure"').waitFor()
    const refund = await world.control.refund(id)
    await page.getByText('"nextRefund": "succeed"').waitFor()
    await world.control.advanceClock(60)
    expect((await world.stripe.refunds.retrieve(refund)).status).toBe('failed')
    expect(await overflow()).toBe(0)
  })

  it('is accessible with all of it on screen, in the light and in the dark', async () => {
    const world = newWorld()
    const { latest_charge: latest } = await charge(world, await savedMethod(world))
    const refund = await world.control.refund(String(latest), { amount: 100 })
    const other = await charge(world, await savedMethod(world))
    const dispute = await world.control.dispute(other.id)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const place of [`charges/${String(latest)}`, `refunds/${refund}`, `disputes/${dispute}`, 'balance']) {
        await open(world, place)
        await page.getByRole('table').first().waitFor()
        expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      }
    }
  })
})

/** Reaches the button by Tab, as somebody without a mouse does, and presses Enter. */
async function press(name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true })
  await button.waitFor()
  for (let step = 0; step < 80; step += 1) {
    if (await button.evaluate((element) => element === document.activeElement)) return page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${name}.`)
}

async function open(world: TestWorld, place: string): Promise<void> {
  const suffix = world.secretKey.replace('sk_test_', '')
  await page.goto(`${world.origin}/#${suffix}/${place}`)
}

/** How far the page reaches beyond the right edge of the screen, in pixels. */
function overflow(): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
