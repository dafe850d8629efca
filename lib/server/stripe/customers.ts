import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { env } from '../env'
import { stripe } from './client'
import type { StripeCustomerIds } from './customer-ids'
import { callStripe, isMissing, isNotFound, wordsOf } from './errors'

type NewCustomer = { customerId: string; stripeTry: number; name?: string; email?: string }

/**
 * Makes one of our customers known at Stripe, by the model that STRIPE_CUSTOMER_MODEL names. The key names the customer, so
 * that asking twice makes one.
 */
export async function createStripeCustomer(customer: NewCustomer): Promise<StripeCustomerIds> {
  return env().STRIPE_CUSTOMER_MODEL === 'account' ? createAccount(customer) : createCustomer(customer)
}

/**
 * Asks Stripe once whether customers can be made by the model that is set, so that nobody's save finds out. Throws
 * `wrong_stripe_account` when Accounts v2 are not open to this business or not on this version.
 */
export async function requireCustomerModel(): Promise<void> {
  const { STRIPE_CUSTOMER_MODEL: model, STRIPE_ACCOUNTS_VERSION: version } = env()
  if (model === 'customer') return
  try {
    await callStripe(() => stripe().v2.core.accounts.list({ limit: 1 }, accountsVersion()))
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'payment_provider_refused') throw cause
    const said = `STRIPE_CUSTOMER_MODEL is account, but Stripe refused Accounts v2 on ${version}: ${wordsOf(cause).errorMessage}`
    throw new AppError('wrong_stripe_account', said, { cause })
  }
}

/** Whether the customer of a row was deleted at Stripe, or their account closed; test data can be gone altogether. */
export async function isDeletedCustomer(row: StripeCustomerIds): Promise<boolean> {
  const { stripeCustomerId, stripeCustomerAccountId } = row
  if (stripeCustomerAccountId !== null) return isClosedAccount(stripeCustomerAccountId)
  return stripeCustomerId !== null && isDeleted(stripeCustomerId)
}

async function createCustomer({ customerId, stripeTry, name, email }: NewCustomer): Promise<StripeCustomerIds> {
  const customer = await callStripe(() =>
    stripe().customers.create(
      { ...(name && { name }), ...(email && { email }), metadata: { customer_id: customerId } },
      { idempotencyKey: `customer:${customerId}${numbered(stripeTry)}` },
    ),
  )
  return { stripeCustomerId: customer.id, stripeCustomerAccountId: null }
}

// Guide 2. A key of its own: the same one for another endpoint would be refused after a change of the model.
async function createAccount({ customerId, stripeTry, name, email }: NewCustomer): Promise<StripeCustomerIds> {
  const account = await callStripe(() =>
    stripe().v2.core.accounts.create(
      {
        ...(name && { display_name: name }),
        ...(email && { contact_email: email }),
        configuration: { customer: {} },
        metadata: { customer_id: customerId },
      },
      { idempotencyKey: `customer_account:${customerId}${numbered(stripeTry)}`, ...accountsVersion() },
    ),
  )
  return { stripeCustomerId: null, stripeCustomerAccountId: account.id }
}

function numbered(stripeTry: number): string {
  return stripeTry > 0 ? `:${stripeTry}` : ''
}

// Stripe keeps a stub of a deleted Customer.
async function isDeleted(id: string): Promise<boolean> {
  try {
    return (await callStripe(() => stripe().customers.retrieve(id))).deleted === true
  } catch (error) {
    if (isMissing(error)) return true
    throw error
  }
}

async function isClosedAccount(id: string): Promise<boolean> {
  try {
    return (await callStripe(() => stripe().v2.core.accounts.retrieve(id, {}, accountsVersion()))).closed === true
  } catch (error) {
    if (!isNotFound(error)) throw error
    // A 404 may also be about our version, or the preview being switched off. An account is readable as a Customer too, and
    // only when that is gone as well, everything that was saved for it is.
    return isDeleted(id)
  }
}

// Without Connect, Accounts v2 need a preview version (https://docs.stripe.com/accounts-v2/use-accounts-as-customers).
function accountsVersion(): { apiVersion?: string } {
  const apiVersion = env().STRIPE_ACCOUNTS_VERSION
  return apiVersion ? { apiVersion } : {}
}
