import type Stripe from 'stripe'
import { idOf } from '../ids'
import { invalid, noSuch } from '../wire/errors'
import { filled } from '../wire/parameters'
import type { World } from '../world'
import { customerNamed } from './find'

/** Whose an object is. An account that is a customer has a Customer as well, and objects show both. */
export type Owner = { customer: string; customer_account: string | null }
type Named = { customer?: string; customer_account?: string }

export const NOBODY = { customer: null, customer_account: null }

/** Two names for one thing (docs.stripe.com/accounts-v2/use-accounts-as-customers). */
export const ownerParams = { customer: filled(), customer_account: filled() }

/** Whether a request says whose the object is to be. */
export function names({ customer, customer_account }: Named): boolean {
  return customer !== undefined || customer_account !== undefined
}

/** Whom a request names, if anybody. @throws StripeError 400 when it names two, nobody we know, or somebody deleted. */
export function ownerNamed(world: World, { customer, customer_account: account }: Named): Owner | undefined {
  if (customer !== undefined && account !== undefined) throw exclusive()
  if (customer !== undefined) return ownerOf(world, customerNamed(world, customer).id)
  if (account === undefined) return undefined
  const named = world.store.get('customer_accounts', account)
  if (!named || named.closed) throw noSuch('account', account, { param: 'customer_account' })
  return { customer: named.customer, customer_account: account }
}

/** The same for a customer who is known, or for nobody. */
export function ownerOf(world: World, customer: string): Owner
export function ownerOf(world: World, customer: string | null): Owner | typeof NOBODY
export function ownerOf(world: World, customer: string | null): Owner | typeof NOBODY {
  if (customer === null) return NOBODY
  return { customer, customer_account: world.store.get('customers', customer)?.customer_account ?? null }
}

type Owned = { customer: string | Stripe.Customer | Stripe.DeletedCustomer | null; customer_account?: string | null }

/** Whether an object belongs to whom a list asks for; nobody asked for means everybody. @throws StripeError 400 for two */
export function wantedOwner(customer: string | undefined, account: string | undefined): (one: Owned) => boolean {
  if (customer !== undefined && account !== undefined) throw exclusive()
  if (account !== undefined) return (one) => one.customer_account === account
  return (one) => customer === undefined || idOf(one.customer) === customer
}

function exclusive() {
  const message = 'You may only specify one of these parameters: customer, customer_account.'
  return invalid(message, { code: 'parameters_exclusive' })
}
