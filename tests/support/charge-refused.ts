import { expect } from 'vitest'
import { customerWithMethod, newMerchant } from './charging'
import { type Sent, send, signedIn } from './requests'
import { control } from './saving'
import { POST } from '@/app/api/charges/route'
import { db } from '@/lib/server/db'

/** A merchant and a customer who are signed in, and what the one asks of the other: $12.00. */
export async function openShop() {
  const [merchant, customer] = [await newMerchant(), await customerWithMethod()]
  const body = { customerId: customer.id, amount: 1200, currency: 'usd', description: 'Ride to the moon' }
  const cookies = { merchant: await signedIn(merchant), customer: await signedIn(customer) }
  return { merchant, customer, body, cookies }
}

const newKey = () => ({ 'idempotency-key': crypto.randomUUID() })

/** Sends what has to be refused. Throws if it left anything behind: a row here, or a request at Stripe. */
export async function refused(sent: Sent) {
  const before = await traces()
  const response = await send(POST, { ...sent, headers: { ...newKey(), ...sent.headers } })
  expect(await traces()).toEqual(before)
  const { code, detail, issues } = (await response.json()) as {
    code: string
    detail: string
    issues?: { path: string }[]
  }
  return { status: response.status, code, detail, issues }
}

/** What a charge leaves behind, here and at Stripe. */
export async function traces() {
  const rows = [
    db().order.count(),
    db().payment.count(),
    db().job.count(),
    db().idempotentRequest.count({ where: { route: 'POST /api/charges' } }),
    db().auditEntry.count({ where: { subject: { startsWith: 'payment:' } } }),
  ]
  return { rows: await Promise.all(rows), lastRequest: (await control.journal())[0]?.id }
}
