import { z } from 'zod'
import { actOnMoney, moneyActions } from './dashboard-money'
import { endCustomer } from './resources/customers'
import { detach } from './resources/detach'
import { endMandate, mandatesOf } from './resources/mandate-changes'
import { cancelPayment } from './resources/payment-intents'
import { StripeError, noSuch } from './wire/errors'
import type { TableName, Tables } from './tables'
import type { World } from './world'

/** What `POST dashboard` does. Revoking and contesting are done at Amazon or a bank, the rest in the Dashboard. */
export const dashboardSchema = z.union([
  z.strictObject({ detachPaymentMethod: z.string().startsWith('pm_') }),
  z.strictObject({ deleteCustomer: z.string().startsWith('cus_') }),
  // One mandate, or all that were given for a method.
  z.strictObject({ revokeMandate: z.string().regex(/^(mandate|pm)_/) }),
  z.strictObject({ cancelPaymentIntent: z.string().startsWith('pi_') }),
  ...moneyActions,
])
export type DashboardAction = z.infer<typeof dashboardSchema>
/** `id`: of the refund, dispute or payment, when money was moved. */
export type DashboardAnswer = { done: DashboardAction; id?: string }

/** What people do outside of the API; its events name no request. @throws StripeError 400 when it cannot be done. */
export function actAtDashboard(world: World, action: DashboardAction): DashboardAnswer {
  return world.transaction(() => {
    const id = act(world, action)
    return { done: action, ...(id && { id }) }
  })
}

function act(world: World, action: DashboardAction): string | void {
  if ('detachPaymentMethod' in action) return detachMethod(world, action.detachPaymentMethod)
  if ('deleteCustomer' in action) return void endCustomer(world, found(world, 'customers', action.deleteCustomer))
  if ('cancelPaymentIntent' in action) return cancel(world, action.cancelPaymentIntent)
  if (!('revokeMandate' in action)) return actOnMoney(world, action)
  if (action.revokeMandate.startsWith('pm_')) return revokeAll(world, action.revokeMandate)
  revokeMandate(world, action.revokeMandate)
}

function detachMethod(world: World, id: string): void {
  const method = found(world, 'payment_methods', id)
  if (method.customer === null) throw refused(`The payment method ${id} is not attached to a customer.`)
  detach(world, method)
}

function cancel(world: World, id: string): void {
  cancelPayment(world, found(world, 'payment_intents', id), 'requested_by_customer')
}

function revokeMandate(world: World, id: string): void {
  const mandate = found(world, 'mandates', id)
  if (mandate.status === 'inactive') throw refused(`The mandate ${id} is inactive already.`)
  if (mandate.status === 'pending') throw refused(`The mandate ${id} is pending: its customer has not approved it yet.`)
  endMandate(world, mandate)
  // A mandate always names its method by id in the store.
  detachIfRevoked(world, String(mandate.payment_method))
}

/** The customer ends everything they allowed with this method; what they have not approved yet is not there to end. */
function revokeAll(world: World, id: string): void {
  const mandates = mandatesOf(world, found(world, 'payment_methods', id).id)
  for (const mandate of mandates) if (mandate.status === 'active') endMandate(world, mandate)
  detachIfRevoked(world, id)
}

function detachIfRevoked(world: World, id: string): void {
  const method = world.store.get('payment_methods', id)
  if (world.settings.revocationDetaches && method?.customer) detach(world, method)
}

function found<T extends TableName>(world: World, table: T, id: string): Readonly<Tables[T]> {
  const row = world.store.get(table, id)
  if (row) return row
  throw noSuch(table.slice(0, -1), id, { param: 'id' })
}

function refused(message: string): StripeError {
  return new StripeError(400, { message })
}
