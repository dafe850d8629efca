import { type Check, check, grouped } from './findings'
import type { Evidence } from './evidence'

/** C3: the ledger holds what Stripe holds, adds up, and has every charge once. */
export function checkLedger({ world, rows }: Evidence): Check[] {
  const { charges, balance_transactions: balance } = world.objects
  const { entries } = rows
  const bySource = grouped(entries, ({ source }) => source)
  const booked = new Map(balance.map((row) => [row.source, row]))
  const paid = charges.filter(({ status }) => status === 'succeeded')
  const sources = new Set(paid.map(({ id }) => `charge:${id}`))
  return [
    check('C3 the clearing account is Stripe’s balance', drift(world.balance, entries)),
    check(
      'C3 each ledger transaction adds up to zero',
      [...grouped(entries, (entry) => `${entry.transaction_id} ${entry.currency}`)]
        .filter(([, all]) => sum(all) !== 0)
        .map(([id, all]) => `transaction ${id}: ${sum(all)}`),
    ),
    check(
      'C3 each charge is in the ledger once, with its fee',
      paid.flatMap(({ id, amount }) => {
        const all = bySource.get(`charge:${id}`) ?? []
        const of = (account: string) => sum(all.filter((entry) => entry.account === account))
        const transactions = new Set(all.map(({ transaction_id }) => transaction_id)).size
        const fee = booked.get(id)?.fee
        if (transactions === 1 && of('revenue') === -amount && of('fees') === fee) return []
        return [`charge ${id}: ${transactions} transactions, revenue ${of('revenue')}, fees ${of('fees')}`]
      }),
    ),
    check(
      'C3 nothing else is in the ledger',
      [...bySource.keys()].filter((source) => !sources.has(source)),
    ),
  ]
}

type Entries = Evidence['rows']['entries']

function drift(balance: Evidence['world']['balance'], entries: Entries): string[] {
  const clearing = entries.filter(({ account }) => account === 'stripe_clearing')
  const currencies = new Set([...Object.keys(balance), ...clearing.map(({ currency }) => currency)])
  return [...currencies].flatMap((currency) => {
    const ours = sum(clearing.filter((entry) => entry.currency === currency))
    const theirs = balance[currency]?.net ?? 0
    return ours === theirs ? [] : [`${currency}: ledger ${ours}, Stripe ${theirs}`]
  })
}

function sum(entries: Entries): number {
  return entries.reduce((total, { amount }) => total + amount, 0)
}
