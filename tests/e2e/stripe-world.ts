import type Stripe from 'stripe'
import type { SandboxControl } from '../support/sandbox'
import type { Person } from './people'

/** What Stripe has on record of one person's saving, newest first. */
export async function intentsOf(stripe: Stripe, person: Person): Promise<Stripe.SetupIntent[]> {
  const ids = await customersOf(stripe, person)
  return (await Promise.all(ids.map((customer) => stripe.setupIntents.list({ customer })))).flatMap(({ data }) => data)
}

/** What Stripe has on record of what one person was charged, newest first. */
export async function paymentsOf(stripe: Stripe, person: Person): Promise<Stripe.PaymentIntent[]> {
  const ids = await customersOf(stripe, person)
  return (await Promise.all(ids.map((customer) => stripe.paymentIntents.list({ customer })))).flatMap(
    ({ data }) => data,
  )
}

/** The one method that this person has saved, as Stripe has it. */
export async function onlyMethodOf(stripe: Stripe, person: Person): Promise<Stripe.PaymentMethod> {
  const methods = await Promise.all(
    (await customersOf(stripe, person)).map((customer) => stripe.customers.listPaymentMethods(customer)),
  )
  const [only, another] = methods.flatMap(({ data }) => data)
  if (!only || another) throw new Error(`${person.email} has not saved exactly one method.`)
  return only
}

async function customersOf(stripe: Stripe, { email }: Person): Promise<string[]> {
  return (await stripe.customers.list({ email })).data.map(({ id }) => id)
}

/** The calls that named one object, newest first, as `METHOD path`. */
export async function callsAbout(sandbox: SandboxControl, id: string): Promise<string[]> {
  const requests = await sandbox.journal()
  return requests.filter(({ path }) => path.includes(id)).map(({ method, path }) => `${method} ${path}`)
}
