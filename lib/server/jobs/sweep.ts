import 'server-only'
import { businessNow } from '../clock'
import { causesOf, log } from '../logger'
import { finishSetup } from '../payment-methods/finish-setup'
import { dueSetups } from '../payment-methods/store'
import { finishPayment } from '../payments/finish-payment'
import { duePayments } from '../payments/store'

const AT_ONCE = 10

/**
 * Looks after everything that has been waiting too long, and answers how many it looked at. Two sweeps at once share the
 * work: each try and each payment is claimed before it is read. `mayGoOn` is asked before each.
 */
export async function sweep(mayGoOn: () => boolean = () => true): Promise<number> {
  const now = await businessNow()
  const [setups, payments] = await Promise.all([dueSetups(now, AT_ONCE), duePayments(now, AT_ONCE)])
  for (const id of setups) if (mayGoOn()) await caught({ setupId: id }, finishSetup(id, now))
  for (const id of payments) if (mayGoOn()) await caught({ paymentId: id }, finishPayment(id, now))
  return setups.length + payments.length
}

// One that can't be read must not keep the others waiting.
async function caught(fields: object, turn: Promise<void>): Promise<void> {
  await turn.catch((error: unknown) => log.warn({ ...fields, error: causesOf(error) }, 'sweep.failed'))
}
