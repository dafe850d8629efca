import { addProducts } from '../support/products'
import type { Database } from './database'

/** A product whose words and price need all the room a page has, and more. */
export const LONG_WAY = {
  slug: 'long-way',
  name: 'Donaudampfschifffahrtsgesellschaftskapitänsausflug to the far side of the moon and back',
  description: 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz. '.repeat(3),
  unitAmount: 99_999_999,
  currency: 'usd',
  captureMethod: 'manual',
  position: 9,
} as const

export async function sellLongWay(databaseUrl: string, database: Database): Promise<void> {
  await addProducts(databaseUrl, [LONG_WAY])
  await database.rows('update products set active = true where slug = $1', [LONG_WAY.slug])
}

/** Takes it off sale again: the shop's own products are what other tests know. */
export async function stopSelling(database: Database): Promise<void> {
  await database.rows('update products set active = false where slug = $1', [LONG_WAY.slug])
}
