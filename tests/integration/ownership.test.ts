import { expect, it } from 'vitest'
import { approved, newCustomer, open, rowOf } from '../support/saving'
import { db } from '@/lib/server/db'
import { listSavedMethods } from '@/lib/server/payment-methods/list-saved-methods'
import { listWaitingSetups } from '@/lib/server/payment-methods/list-waiting-setups'
import { makeDefault } from '@/lib/server/payment-methods/make-default'
import { syncSetup } from '@/lib/server/payment-methods/sync-setup'
import { viewOpenSetup } from '@/lib/server/payment-methods/view-open-setup'
import { watchSetup } from '@/lib/server/payment-methods/watch-setup'
import { listCustomers } from '@/lib/server/console/list-customers'

const MERCHANT = { userId: crypto.randomUUID(), name: 'Mo', email: 'mo@example.com', role: 'merchant' } as const

it('shows a try to its own customer and to nobody else, as if it were not there', async () => {
  const [mine, other] = [await newCustomer(), await newCustomer()]
  const { setupId } = await open(mine)
  expect(await watchSetup(setupId, mine.id)).not.toBeNull()
  expect(await watchSetup(setupId, other.id)).toBeNull()
  expect(await watchSetup(crypto.randomUUID(), other.id)).toBeNull()
  expect(await viewOpenSetup(setupId, mine.id)).toMatchObject({ started: { id: setupId } })
  expect(await viewOpenSetup(setupId, other.id)).toBeNull()
})

it('lists a customer’s own methods only', async () => {
  const [mine, other] = [await newCustomer(), await newCustomer()]
  await syncSetup((await approved(mine)).setupId)
  expect(await listSavedMethods(mine.id)).toHaveLength(1)
  expect(await listSavedMethods(other.id)).toEqual([])
  expect(await listWaitingSetups(other.id)).toEqual([])
})

it('lets a customer choose their default and nobody else’s, and leaves one at any time', async () => {
  const [mine, other] = [await newCustomer(), await newCustomer()]
  for (const customer of [mine, mine, other]) await syncSetup((await approved(customer)).setupId)
  const [first, second] = await listSavedMethods(mine.id)
  const [theirs] = await listSavedMethods(other.id)
  if (!first || !second || !theirs) throw new Error('Something was not saved.')
  await expect(makeDefault(theirs.id, mine, crypto.randomUUID())).rejects.toMatchObject({ code: 'not_found' })
  await Promise.all([first, second, first, second].map(({ id }) => makeDefault(id, mine, crypto.randomUUID())))
  const defaults = await db().paymentMethod.findMany({ where: { customerId: mine.id, isDefault: true } })
  expect(defaults).toHaveLength(1)
  await makeDefault(second.id, mine, crypto.randomUUID())
  expect((await listSavedMethods(mine.id)).map(({ id, isDefault }) => [id, isDefault])).toEqual([
    [second.id, true],
    [first.id, false],
  ])
  expect(await listSavedMethods(other.id)).toMatchObject([{ id: theirs.id, isDefault: true }])
})

it('shows the merchant’s people who saved what, page by page', async () => {
  const customer = await newCustomer('Zelda Search')
  const { setupId } = await approved(customer)
  await syncSetup(setupId)
  const { customers, next } = await listCustomers(MERCHANT, { search: 'zelda s', after: undefined })
  expect(customers).toMatchObject([{ id: customer.id, email: customer.email, methods: [{ type: 'amazon_pay' }] }])
  const { stripeCustomerId, stripeCustomerAccountId } = (await rowOf(setupId)).customer
  expect(customers[0]?.stripeCustomerId).toBe(stripeCustomerAccountId ?? stripeCustomerId)
  expect(next).toBeNull()
  expect((await listCustomers(MERCHANT, { search: '%', after: undefined })).customers).toEqual([])
})
