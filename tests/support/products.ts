import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { DEMO_PRODUCTS } from '../../prisma/products'

export type NewProduct = {
  slug: string
  name: string
  description: string
  /** Minor units. */
  unitAmount: number
  currency: string
  captureMethod: 'automatic' | 'manual'
  /** How often it is charged; nothing for what is sold once. */
  interval?: 'day' | 'week' | 'month' | 'year'
  trialDays?: number | null
  position: number
}

/**
 * Puts products into a shop, the demo's unless others are given, and answers the ids of all it sells by slug. Ones that are
 * there already stay as they are. Plain SQL, so that it works for a web in another process as well as for lib/server in this one.
 */
export async function addProducts(
  databaseUrl: string,
  products: readonly NewProduct[] = DEMO_PRODUCTS,
): Promise<Record<string, string>> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  try {
    for (const product of products) await client.query(INSERT, [randomUUID(), ...columns(product)])
    const { rows } = await client.query<{ slug: string; id: string }>('select slug, id from products')
    return Object.fromEntries(rows.map(({ slug, id }) => [slug, id]))
  } finally {
    await client.end()
  }
}

const INSERT = `
  insert into products (id, slug, name, description, unit_amount, currency, capture_method, interval, trial_days, position)
  values ($1, $2, $3, $4, $5, $6, $7::capture_method, $8::billing_interval, $9, $10) on conflict (slug) do nothing`

function columns({ slug, name, description, unitAmount, currency, captureMethod, ...plan }: NewProduct) {
  const { interval = null, trialDays = null, position } = plan
  return [slug, name, description, unitAmount, currency, captureMethod, interval, trialDays, position]
}
