import type Stripe from 'stripe'
import type { UsedUpMethod } from '../tables'
import { type Allowed, mustAllow } from './allowed'

type Method = Readonly<Stripe.PaymentMethod>
type Owner = Pick<Stripe.PaymentMethod, 'customer' | 'customer_account'>

/** What the object alone does not say: whether a method can ever be used again. */
export type MethodState = { method: Method; usedUp: UsedUpMethod['how'] | null }

/** Everything that can happen to a method's being saved. `spend`: it paid once, and nobody saved it. */
export type MethodCommand =
  { do: 'attach'; owner: Owner } | { do: 'detach'; how: 'declined' | 'detached' } | { do: 'spend' }
export type MethodChange = MethodState & { event: 'payment_method.attached' | 'payment_method.detached' | null }

const ALLOWED: Allowed<MethodCommand['do'], 'new' | 'attached' | 'used_up'> = {
  attach: ['new'],
  detach: ['new', 'attached', 'used_up'],
  spend: ['new'],
}

/**
 * new → attached → used up (docs.stripe.com/api/payment_methods/detach): a method that was detached, declined or paid
 * with unsaved belongs to nobody ever again. Pure. @throws IllegalStep
 */
export function changeMethod(before: MethodState, command: MethodCommand): MethodChange {
  const { method, usedUp } = before
  mustAllow(ALLOWED, command, usedUp ? 'used_up' : method.customer === null ? 'new' : 'attached')
  switch (command.do) {
    case 'attach':
      return { method: { ...method, ...command.owner }, usedUp, event: 'payment_method.attached' }
    case 'detach': {
      const event = method.customer === null ? null : 'payment_method.detached'
      return { method: { ...method, customer: null, customer_account: null }, usedUp: usedUp ?? command.how, event }
    }
    case 'spend':
      return { method, usedUp: 'paid', event: null }
  }
}
