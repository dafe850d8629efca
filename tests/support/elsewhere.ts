import { expect } from 'vitest'
import type { customerWithMethod } from './charging'
import { carryOutFor, hear } from './removing'
import { control } from './saving'

export type Saved = Awaited<ReturnType<typeof customerWithMethod>>
export const stripeMethodOf = ({ paymentMethod }: Saved) => paymentMethod.stripePaymentMethodId
export const stripeMandateOf = ({ mandate }: Saved) => mandate?.stripeMandateId ?? ''

/** What can be done to a method elsewhere, and what is heard of it. */
export const take = {
  'the Dashboard detaches': (one: Saved) =>
    control.dashboard({ detachPaymentMethod: stripeMethodOf(one) }).catch(refused),
  'the customer is deleted': (one: Saved) => control.dashboard({ deleteCustomer: one.stripeCustomerId }).catch(refused),
  'Amazon revokes': (one: Saved) => control.dashboard({ revokeMandate: stripeMandateOf(one) }).catch(refused),
  'mandate.updated': (one: Saved) => hear('mandate.updated', stripeMandateOf(one)),
  'payment_method.detached': (one: Saved) => hear('payment_method.detached', stripeMethodOf(one)),
  'customer.deleted': (one: Saved) => hear('customer.deleted', one.stripeCustomerId, one.id),
  'the command runs': (one: Saved) => carryOutFor(one.paymentMethod.id),
} satisfies Record<string, (one: Saved) => Promise<unknown>>
export type Step = keyof typeof take

// What is gone can't be ended a second time.
const refused = (error: unknown) => expect(String(error)).toMatch(/not attached|inactive already|No such/)
