import { chromium as playwright, type Browser, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromium } from '../support/browser'
import { charge, savedMethod } from './payments'
import { type TestWorld, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()
let browser: Browser
let page: Page
let problems: string[]

beforeAll(async () => {
  browser = await playwright.launch(chromium())
}, 60_000)
afterAll(() => browser?.close())

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 375, height: 700 } })
  problems = []
  page.on('console', (message) => problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(error.message))
})
afterEach(async () => {
  await page.close()
  expect(problems).toEqual([])
})

describe('the page of the sandbox, on a phone', { timeout: 30_000 }, () => {
  it('shows what was paid and the balance, within the width of the screen', async () => {
    const world = newWorld()
    const paid = await charge(world, await savedMethod(world))
    await open(world, 'payment_intents')
    await page.getByRole('row', { name: /pi_\w+ succeeded \$12\.00/ }).waitFor()
    await page.getByRole('button', { name: paid.id }).click()
    await page
      .getByLabel('JSON')
      .getByRole('link', { name: String(paid.latest_charge) })
      .click()
    await page.getByRole('heading', { name: 'Charges' }).waitFor()
    expect(await page.getByLabel('JSON').innerText()).toContain('"last4": "4242"')
    await page.getByRole('link', { name: 'Balance', exact: true }).click()
    await page.getByRole('row', { name: 'USD $12.00 $0.65 $11.35' }).waitFor()
    expect(await overflow()).toBe(0)
  })

  it('detaches a method, and then offers it no more', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    await open(world, 'payment_methods')
    await page.getByRole('button', { name: saved.method }).click()
    expect(await overflow()).toBe(0)
    await page.getByRole('button', { name: 'Detach' }).click()
    await page.getByRole('button', { name: 'Detach' }).waitFor({ state: 'detached' })
    expect((await world.stripe.paymentMethods.retrieve(saved.method)).customer).toBeNull()
  })

  it('revokes a mandate as its customer would at Amazon', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    await open(world, 'mandates')
    await page.getByRole('button', { name: saved.mandate }).click()
    await page.getByRole('button', { name: 'Revoke at Amazon' }).click()
    await page.getByRole('row', { name: /mandate_\w+ inactive/ }).waitFor()
    expect((await world.stripe.mandates.retrieve(saved.mandate)).status).toBe('inactive')
  })

  it('cancels a payment, and deletes a customer', async () => {
    const world = newWorld()
    const { id } = await world.stripe.paymentIntents.create({ amount: 1200, currency: 'usd' })
    const customer = await world.stripe.customers.create()
    await open(world, 'payment_intents')
    await page.getByRole('button', { name: id }).click()
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    await page.getByRole('row', { name: /pi_\w+ canceled/ }).waitFor()
    await page.getByRole('link', { name: /^Customers/ }).click()
    await page.getByRole('button', { name: customer.id }).click()
    await page.getByRole('button', { name: 'Delete this customer' }).click()
    await page.getByText('No customers yet').waitFor()
    expect(await world.stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true })
  })

  it('declines the next charge, once', async () => {
    const world = newWorld()
    const saved = await savedMethod(world)
    await open(world, 'settings')
    await page.getByRole('radio', { name: 'The charge is declined' }).check()
    await page.getByText('"nextOffSession": "decline"').waitFor()
    expect(await overflow()).toBe(0)
    expect((await refusal(charge(world, saved))).statusCode).toBe(402)
    expect((await charge(world, saved)).status).toBe('succeeded')
    await page.getByText('"nextOffSession": "succeed"').waitFor()
    expect(await page.getByRole('radio', { name: 'The charge succeeds' }).isChecked()).toBe(true)
  })
})

async function open(world: TestWorld, section: string): Promise<void> {
  const suffix = world.secretKey.replace('sk_test_', '')
  await page.goto(`${world.origin}/#${suffix}/${section}`)
}

/** How far the page reaches beyond the right edge of the screen, in pixels. */
function overflow(): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
