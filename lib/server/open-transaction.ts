import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'

const open = new AsyncLocalStorage<true>()

/** Runs the body of a database transaction, so that a network call inside it can be caught. */
export function insideTransaction<T>(body: () => Promise<T>): Promise<T> {
  return open.run(true, body)
}

/** Throws when a database transaction is open: a slow answer would hold its locks and its connection. */
export function refuseOpenTransaction(call: string): void {
  if (open.getStore()) throw new Error(`${call} was called inside a database transaction.`)
}
