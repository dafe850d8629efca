import type Stripe from 'stripe'
import { type Allowed, mustAllow } from './allowed'

type Mandate = Readonly<Stripe.Mandate>

/** Everything that can happen to a mandate once it exists. `told`: whether coming into force sends an event. */
export type MandateCommand = { do: 'activate'; told: boolean } | { do: 'end' }
export type MandateChange = { mandate: Stripe.Mandate; event: 'mandate.updated' | null }

const ALLOWED: Allowed<MandateCommand['do'], Stripe.Mandate.Status> = {
  activate: ['pending'],
  end: ['pending', 'active'],
}

/**
 * pending → active → inactive (docs.stripe.com/api/mandates/object, `status`): a permission that has ended never comes
 * back, and one that never came into force ends without a word. Pure. @throws IllegalStep
 */
export function changeMandate(before: Mandate, command: MandateCommand): MandateChange {
  mustAllow(ALLOWED, command, before.status)
  const told = command.do === 'activate' ? command.told : before.status === 'active'
  const status = command.do === 'activate' ? 'active' : 'inactive'
  return { mandate: { ...before, status }, event: told ? 'mandate.updated' : null }
}
