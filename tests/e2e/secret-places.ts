import { appendFile, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { APIRequestContext, Browser, BrowserContext } from 'playwright/test'
import { tablesOf, textOf } from '../support/all-rows'
import type { Place } from '../support/canaries'
import { inBatches } from '../support/in-batches'
import type { Recorder } from '../support/recorder'
import type { Stack } from '../support/stack'
import type { Database } from './database'
import { signUp, signUpMerchant } from './people'
import { placeOrder } from './placed-order'

const logFile = (name: string) => path.resolve('artifacts/logs', `${name}.log`)

/** What web and worker have said, at their most talkative. */
export async function logsOf({ port }: Stack): Promise<Place[]> {
  const names = [`web-${port}`, `worker-${port}`]
  return Promise.all(names.map(async (name) => ({ where: `log ${name}`, text: await readFile(logFile(name), 'utf8') })))
}

/** Every column of every table. */
export async function rowsOf(database: Database): Promise<Place[]> {
  const tables = await tablesOf(database)
  return Promise.all(tables.map(async (table) => ({ where: `row of ${table}`, text: await textOf(database, table) })))
}

/** What our server has asked of Stripe: it names things by their ids. Browsers have to send the secret. */
export function askedOfStripe({ recorded }: Recorder, { secretKey }: Stack): Place[] {
  return recorded
    .filter(({ headers }) => headers.authorization?.includes(secretKey))
    .map(({ method, url, headers, body }) => ({
      where: `asked ${method} ${url.split('?')[0]}`,
      text: `${url} ${JSON.stringify(headers)} ${body}`,
    }))
}

export type Ids = Record<'orders' | 'payments' | 'setups' | 'mandates' | 'customers', string[]>

/** The ids of all that somebody could ask for. */
export async function idsIn(database: Database): Promise<Ids> {
  const idsOf = async (table: string) =>
    (await database.rows<{ id: string }>(`select id from ${table}`)).map(({ id }) => id)
  const [orders, payments, setups, mandates, customers] = await Promise.all(
    ['orders', 'payments', 'setups', 'mandates', 'customers'].map(idsOf),
  )
  return { orders, payments, setups, mandates, customers } as Ids // Promise.all of a list forgets how many there are.
}

/** Every address that is about any of them, and those that are about nobody in particular. */
export function pathsAbout({ orders, payments, setups, mandates, customers }: Ids): string[] {
  return [
    ...['/', '/wallet', '/wallet/add', '/orders', '/console', '/console/payments', '/console/holds', '/mailbox'],
    ...orders.flatMap((id) => [`/checkout/${id}`, `/orders/${id}`]),
    ...payments.flatMap((id) => [`/return/${id}`, `/api/attempts/${id}`, `/console/payments/${id}`]),
    ...setups.flatMap((id) => [`/return/${id}`, `/api/attempts/${id}`, `/wallet/add/${id}`]),
    ...mandates.map((id) => `/mandates/${id}`),
    ...customers.map((id) => `/console/customers/${id}`),
  ]
}

/** What somebody is answered at these addresses. */
export async function pagesOf(request: APIRequestContext, paths: string[]): Promise<Place[]> {
  const pages: Place[] = []
  await inBatches(paths, 4, async (each) => {
    const answer = await request.get(each)
    if (answer.status() >= 500) throw new Error(`${each} is answered ${answer.status()}.`)
    pages.push({ where: each, text: `${JSON.stringify(answer.headers())} ${await answer.text()}` })
  })
  return pages
}

type Stranger = { who: string; request: APIRequestContext }
type Shop = { browser: Browser; origin: string; database: Database; orderId: string }

/** Everybody else: somebody signed in, a guest who has tried to pay this order as well, the merchant, and nobody at all. */
export async function strangers({ browser, origin, database, orderId }: Shop): Promise<Stranger[]> {
  const open = () => browser.newContext({ baseURL: origin })
  const [other, guest, merchant, nobody] = [await open(), await open(), await open(), await open()]
  await signUp(other, origin)
  await placeOrder(guest, { origin, database }, { starts: false })
  await signUpMerchant(merchant, origin, database)
  for (const { request } of [other, guest, merchant, nobody]) {
    const answer = await request.post(`/api/orders/${orderId}/payment-intents`, { headers: { origin }, data: {} })
    if (answer.ok()) throw new Error('Somebody may pay another one’s order.')
  }
  return [
    { who: 'somebody else', request: other.request },
    { who: 'a guest', request: guest.request },
    { who: 'the merchant', request: merchant.request },
    { who: 'nobody we know', request: nobody.request },
  ]
}

type Planted = { owner: BrowserContext; stack: Stack; database: Database }

/** Puts a secret everywhere where it should never be. */
export async function plant(secret: string, { owner, stack, database }: Planted): Promise<void> {
  const { origin, port, env, secretKey } = stack
  await appendFile(logFile(`web-${port}`), `{"level":"debug","msg":"planted","secret":"pi_x_secret_${secret}"}\n`)
  await database.rows('create table planted as select $1::text as secret', [secret])
  const page = await owner.newPage()
  await page.goto(`/terms?planted=${secret}`)
  // The page's own requests name its address, and the way back to it is sent as a header.
  await page.evaluate(async (planted) => {
    sessionStorage.setItem('planted', planted)
    localStorage.setItem('planted', planted)
    await fetch('/livez', { method: 'POST', body: planted })
    await fetch(`/favicon.ico?planted=${planted}`, { redirect: 'manual' })
  }, secret)
  await fetch(`${env.STRIPE_API_BASE}/v1/customers?email=${secret}`, {
    headers: { authorization: `Bearer ${secretKey}` },
  })
  await page.waitForURL(`${origin}/terms?planted=*`)
}
