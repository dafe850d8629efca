import type Stripe from 'stripe'
import type { SandboxControl } from '../support/sandbox'
import type { Person } from './people'

/** What Stripe has on record for one person. */
export async function intentsOf(sandbox: SandboxControl, { email }: Person): Promise<Stripe.SetupIntent[]> {
  const { customers, setup_intents: intents } = (await sandbox.state()).objects
  const ids = customers.filter((customer) => customer.email === email).map(({ id }) => id)
  return intents.filter(({ customer }) => typeof customer === 'string' && ids.includes(customer))
}

/** The calls that named one try's SetupIntent, newest first, as `METHOD path`. */
export async function callsAbout(sandbox: SandboxControl, intentId: string): Promise<string[]> {
  const requests = await sandbox.journal()
  return requests.filter(({ path }) => path.includes(intentId)).map(({ method, path }) => `${method} ${path}`)
}
