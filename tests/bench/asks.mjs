import pg from 'pg'

/** @import { Ask } from './load.mjs' */
/** @import { Contestant } from './stage.mjs' */

const AMOUNT = 2400

/**
 * What each contestant is asked, always for one customer who has a Customer at Stripe: the app to start paying an order that
 * lies in the database, the others to create the very intent that the app creates for one.
 * @param {string} databaseUrl
 */
export function openAsks(databaseUrl) {
  const database = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  /** Somebody new, signed in at one web, whose first order has made their Customer. @param {number} port */
  const signUp = async (port) => {
    const origin = `http://localhost:${port}`
    const email = `bench.${port}@example.com`
    const person = { name: 'Robin Rider', email, password: 'a-long-password' }
    const answer = await fetch(`http://127.0.0.1:${port}/api/auth/sign-up`, {
      method: 'POST',
      headers: { origin, host: `localhost:${port}`, 'content-type': 'application/json' },
      body: JSON.stringify(person),
    })
    if (!answer.ok) throw new Error(`Signing up was answered ${answer.status}: ${await answer.text()}`)
    const cookie = answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    const { rows } = await database.query(
      'select c.id from customers c join users u on u.id = c.user_id where u.email = $1',
      [email],
    )
    return { customerId: String(rows[0]?.id), origin, cookie }
  }

  /** @param {Awaited<ReturnType<typeof signUp>>} person @param {number} count @returns {Promise<Ask[]>} */
  const forApp = async ({ customerId, origin, cookie }, count) => {
    const { rows } = await database.query(
      `with placed as (
         insert into orders (id, customer_id, amount, currency, created_at)
         select uuidv7(), $1, ${AMOUNT}, 'usd', now() from generate_series(1, $2) returning id
       ), lines as (
         insert into order_items (id, order_id, position, description, quantity, unit_amount)
         select uuidv7(), id, 1, 'Orbit hop', 1, ${AMOUNT} from placed
       )
       select id from placed`,
      [customerId, count],
    )
    const headers = { host: new URL(origin).host, origin, cookie, 'sec-fetch-site': 'same-origin' }
    return rows.map(({ id }) => ({ path: `/api/orders/${id}/payment-intents`, headers, body: '{}' }))
  }

  /** @param {string} customerId @param {number} count @returns {Promise<Ask[]>} */
  const forOthers = async (customerId, count) => {
    const { rows } = await database.query(
      'select stripe_customer_id as customer, stripe_customer_account_id as account from customers where id = $1',
      [customerId],
    )
    const { customer, account } = rows[0]
    const whose = account === null ? { customer } : { customer_account: account }
    return Array.from({ length: count }, () => ({
      path: '/api/intents',
      headers: {},
      body: JSON.stringify(intent(whose)),
    }))
  }
  return { signUp, forApp, forOthers, close: () => database.end() }
}

/** As lib/server/stripe/payment-intents.ts asks for it. @param {object} whose */
function intent(whose) {
  return {
    idempotencyKey: `create:${crypto.randomUUID()}:1`,
    amount: AMOUNT,
    currency: 'usd',
    ...whose,
    allowed_payment_method_types: ['amazon_pay', 'card'],
    capture_method: 'automatic',
    payment_method_options: { card: { setup_future_usage: 'none' } },
    statement_descriptor: 'ROCKET RIDES',
    metadata: { payment_id: crypto.randomUUID(), order_id: crypto.randomUUID() },
    expand: ['latest_charge.balance_transaction', 'payment_method'],
  }
}
