import type { Browser, BrowserContext } from 'playwright/test'
import type { Database } from './database'
import { Site } from './pages/site'
import { newPerson, type Person, signUp } from './people'
import { customerIdOf } from './records'

/** A customer with a browser of their own, who has saved Amazon Pay. */
export type Rider = Person & { context: BrowserContext; site: Site; customerId: string }

type Shop = { origin: string; database: Database }

/** Signs somebody new up and has them save Amazon Pay through the browser, with the opt-in ticked unless told. */
export async function newRider(
  browser: Browser,
  { origin, database }: Shop,
  { optIn = true, person = newPerson() } = {},
): Promise<Rider> {
  const context = await browser.newContext()
  await signUp(context, origin, person)
  const site = new Site(await context.newPage())
  await site.saveAmazonPay({ optIn })
  await site.heading.filter({ hasText: 'Amazon Pay is saved' }).waitFor()
  return { ...person, context, site, customerId: await customerIdOf(database, person) }
}
