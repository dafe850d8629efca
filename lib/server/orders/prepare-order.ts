import 'server-only'
import { createHash } from 'node:crypto'
import type { OrderToFulfil } from './store'

export type Preparation = { order: OrderToFulfil; idempotencyKey: string }

/**
 * What the shop does for an order once its money has come in. **Replace this with what yours does**: book the ride, tell the
 * warehouse, unlock the download. It returns a reference that the customer is shown, such as a booking code.
 *
 * It must be idempotent by `idempotencyKey`, which is the order's id: a process can die after the work and before it is
 * recorded here, and then this runs again, so hand the key on to whoever does the work. The answer of one run is kept. It
 * runs in the worker, outside of any database transaction, and should answer within 20 seconds; whatever it throws is tried again
 * with growing pauses, twenty times, and then waits for a person in the console under Attention.
 */
export async function prepareOrder({ idempotencyKey }: Preparation): Promise<string> {
  return bookingCode(idempotencyKey)
}

// Without I, O, 0 and 1, which people mistake for each other on the phone.
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

// Forty bits of a hash, so that the same order always has the same code, and one code says nothing about the next.
function bookingCode(orderId: string): string {
  const bytes = createHash('sha256').update(orderId).digest().subarray(0, 8)
  const code = Array.from(bytes, (byte) => SIGNS.charAt(byte % SIGNS.length)).join('')
  return `RR-${code.slice(0, 4)}-${code.slice(4)}`
}
