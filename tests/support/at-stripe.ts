import { control } from './saving'
import { env } from '@/lib/server/env'

type Row = { stripeCustomerId: string | null; stripeCustomerAccountId: string | null }

/** The Customer of one of our customers, which every object at Stripe shows: an account has one as well. */
export async function stripeCustomerIdOf(row: Row): Promise<string> {
  const { stripeCustomerId, stripeCustomerAccountId: account } = row
  if (account === null) return stripeCustomerId ?? ''
  const { customers } = (await control.state()).objects
  return customers.find(({ customer_account }) => customer_account === account)?.id ?? ''
}

/** Both ids of a row, to compare it with another. */
export function idsIn({ stripeCustomerId, stripeCustomerAccountId }: Row): Row {
  return { stripeCustomerId, stripeCustomerAccountId }
}

/** What belongs to nobody at Stripe. */
export const NOBODYS = { stripeCustomerId: null, stripeCustomerAccountId: null }

/** How a customer is made at Stripe by the model that this run is made with. */
export function making(): { path: string; request: RegExp; key: string } {
  return env().STRIPE_CUSTOMER_MODEL === 'account'
    ? { path: '/v2/core/accounts', request: /^POST \/v2\/core\/accounts$/, key: 'customer_account' }
    : { path: '/v1/customers', request: /^POST \/v1\/customers$/, key: 'customer' }
}

/** The id that the console shows of a row. */
export function nameOf({ stripeCustomerId, stripeCustomerAccountId }: Row): string | null {
  return stripeCustomerAccountId ?? stripeCustomerId
}
