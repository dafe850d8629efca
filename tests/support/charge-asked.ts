import { customerWithMethod, newMerchant } from './charging'
import { send, signedIn } from './requests'
import { control } from './saving'
import { POST } from '@/app/api/charges/route'
import { chargedDto } from '@/lib/contracts/charges'
import { db } from '@/lib/server/db'

type Asked = { cookie: string; key?: string; changes?: object }

/** A merchant, a customer who saved Amazon Pay, and `ask`, which charges that customer $12.00 over the API. */
export async function shop() {
  const [merchant, customer] = [await newMerchant(), await customerWithMethod()]
  const cookie = await signedIn(merchant)
  const body = { customerId: customer.id, amount: 1200, currency: 'usd', description: 'Ride to the moon' }
  const ask = ({ key = crypto.randomUUID(), changes = {}, ...asked }: Partial<Asked> = {}) =>
    send(POST, { cookie, ...asked, headers: { 'idempotency-key': key }, json: { ...body, ...changes } })
  return { merchant, customer, cookie, body, ask }
}

/** Status and outcome of an answer. */
export const answerOf = async (response: Response) =>
  [response.status, chargedDto.parse(await response.json())] as const
/** Status and code of a refusal. */
export const codeOf = async (response: Response) => [
  response.status,
  ((await response.json()) as { code: string }).code,
]
const atStripe = async () => (await control.state()).objects

/** Everything that charging has left behind. */
async function traces() {
  const { payment_intents, charges } = await atStripe()
  const rows = [db().order.count(), db().payment.count(), db().job.count({ where: { kind: 'charge' } })]
  return { rows: await Promise.all(rows), intents: payment_intents.length, charges: charges.length }
}

/** What some work has added to all that. */
export async function added(work: () => Promise<unknown>) {
  const before = await traces()
  await work()
  const after = await traces()
  const rows = after.rows.map((count, at) => count - (before.rows[at] ?? 0))
  return { rows, intents: after.intents - before.intents, charges: after.charges - before.charges }
}

export const NOTHING = { rows: [0, 0, 0], intents: 0, charges: 0 }
export const ONE = { rows: [1, 1, 1], intents: 1, charges: 1 }
