import type { Transaction } from '@/lib/server/db'
import type { LedgerAccount } from '@/lib/server/generated/client'
import { newId } from '@/lib/server/new-id'

/** One side of a movement, such as `fees 30`: minor units, in US dollars unless it says otherwise. */
export type Entry = `${LedgerAccount} ${number}` | `${LedgerAccount} ${number} ${'eur' | 'usd'}`

/** Writes a movement about a payment by hand, balanced or not. */
export async function movement(tx: Transaction, paymentId: string, entries: Entry[]): Promise<string> {
  const id = newId()
  await tx.ledgerTransaction.create({ data: { id, source: `test:${id}`, paymentId, occurredAt: new Date() } })
  await entriesOf(tx, id, entries)
  return id
}

/** Adds entries to a movement. */
export async function entriesOf(tx: Transaction, transactionId: string, entries: Entry[]): Promise<void> {
  const data = entries.map((entry) => {
    const [account, amount, currency = 'usd'] = entry.split(' ')
    // The type says that the first word is an account's name.
    return { transactionId, account: account as LedgerAccount, amount: Number(amount), currency }
  })
  await tx.ledgerEntry.createMany({ data })
}
