import type { BrowserContext } from 'playwright/test'
import type { Database } from './database'
import { expect, test } from './fixtures'
import { GOOD_CARD } from './ways'

type Shop = { origin: string; database: Database }

/** Subscribes as a page does on which the terms were agreed to, and gives the order to be paid first. */
async function agreeTo(context: BrowserContext, { origin, database }: Shop): Promise<string> {
  const idOf = async (from: string) => (await database.rows<{ id: string }>(`select id from ${from}`))[0]?.id
  const productId = await idOf(`products where slug = 'orbit-pass'`)
  const noticeId = await idOf(`mandate_notices where covers = 'any_method' order by version desc limit 1`)
  const data = { productId, noticeId, agreed: true }
  const answer = await context.request.post(`${origin}/api/subscriptions`, { headers: { origin }, data })
  if (!answer.ok()) throw new Error(`Subscribing was answered ${answer.status()}: ${await answer.text()}`)
  return ((await answer.json()) as { orderId: string }).orderId
}

async function stateOf(database: Database, orderId: string) {
  return database.rows(
    `select subscriptions.status, payment_methods.type from subscriptions
     join invoices on invoices.subscription_id = subscriptions.id join payments on payments.invoice_id = invoices.id
     left join payment_methods on payment_methods.id = subscriptions.payment_method_id
     where payments.order_id = $1`,
    [orderId],
  )
}

test('a subscription is paid first with Amazon Pay, which is kept for it without another question', async ({
  page,
  site,
  customer,
  stack,
  database,
}) => {
  const { checkout } = site
  const orderId = await agreeTo(page.context(), { origin: stack.origin, database })
  await checkout.open(orderId)
  await expect(page.getByText('What you pay with is kept for your subscription, as you agreed.')).toBeVisible()
  await expect(checkout.optIn).toHaveCount(0)
  await checkout.amazon.click()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Paid')
  await expect.poll(() => stateOf(database, orderId)).toEqual([{ status: 'active', type: 'amazon_pay' }])
  expect(customer.email).toBeTruthy()
})

test('or by card in the Payment Element, after a try at Amazon that was given up', async ({
  page,
  site,
  customer,
  stack,
  database,
}) => {
  const { checkout } = site
  const orderId = await agreeTo(page.context(), { origin: stack.origin, database })
  await checkout.open(orderId)
  await checkout.amazon.click()
  await site.amazon.decline()
  await checkout.open(orderId)
  await checkout.element.arrive()
  await checkout.element.enterCard(GOOD_CARD)
  await checkout.element.button.click()
  await site.returned.arrive()
  await expect(site.heading).toHaveText('Paid')
  await expect.poll(() => stateOf(database, orderId)).toEqual([{ status: 'active', type: 'card' }])
  // Nothing is owed any more, so the same address shows what came of it.
  await checkout.open(orderId)
  await expect(site.heading).toHaveText('Paid')
  expect(customer.email).toBeTruthy()
})
