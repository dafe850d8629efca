import { randomBytes } from 'node:crypto'
import type { BrowserContext } from 'playwright/test'
import type { Database } from './database'

export type Person = { name: string; email: string; password: string }

/** Somebody nobody has met yet. */
export function newPerson(name = 'Robin Rider'): Person {
  const [first = 'robin'] = name.toLowerCase().split(' ')
  return { name, email: `${first}.${randomBytes(4).toString('hex')}@example.com`, password: 'a-long-password' }
}

/** Signs a new person up, as the form does, and leaves the context signed in as them. */
export async function signUp(context: BrowserContext, origin: string, person = newPerson()): Promise<Person> {
  const { name, email, password } = person
  const answer = await context.request.post(`${origin}/api/auth/sign-up`, {
    headers: { origin },
    data: { name, email, password },
  })
  if (!answer.ok()) throw new Error(`Signing up failed: ${answer.status()} ${await answer.text()}`)
  return person
}

/** Nobody can sign up as a merchant: the role is given in the database. */
export async function signUpMerchant(context: BrowserContext, origin: string, database: Database): Promise<Person> {
  const person = await signUp(context, origin, newPerson('Mo Merchant'))
  await database.rows(`update users set role = 'merchant' where email = $1`, [person.email])
  return person
}
