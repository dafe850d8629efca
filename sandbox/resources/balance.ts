import type Stripe from 'stripe'
import { shownTransaction } from '../ledger'
import { idOf } from '../ids'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { noSuch } from '../wire/errors'
import { created, page, pageParams } from '../wire/list'
import { filled, unsupported } from '../wire/parameters'
import { account } from './account'
import { currencyParam } from './amounts'

const PATH = '/v1/balance_transactions'

export const balanceRoutes: Route[] = [
  { method: 'GET', path: '/v1/balance', handle: retrieveBalance },
  { method: 'GET', path: PATH, handle: listTransactions },
  { method: 'GET', path: `${PATH}/:id`, handle: retrieveTransaction },
]

/** docs.stripe.com/api/balance_transactions/list */
const listParams = {
  ...pageParams,
  created: created(),
  currency: currencyParam,
  payout: unsupported(),
  source: filled(),
  type: filled(),
}

/** What the account owns, net of fees, per currency; the account's own currency is there even when it is zero. */
function retrieveBalance(call: Call): Stripe.Balance {
  readCall(call, {})
  const { world } = call
  const rows = world.store.all('balance_transactions').map((row) => shownTransaction(world, row))
  const currencies = [...new Set([account(world).default_currency ?? 'usd', ...rows.map((row) => row.currency)])]
  const sums = (status: string) =>
    currencies.map((currency) => {
      const amount = netOf(rows.filter((row) => row.currency === currency && row.status === status))
      return { amount, currency, source_types: { card: amount } }
    })
  return { object: 'balance', available: sums('available'), livemode: false, pending: sums('pending') }
}

function netOf(rows: Stripe.BalanceTransaction[]): number {
  return rows.reduce((sum, { net }) => sum + net, 0)
}

function listTransactions(call: Call): object {
  const { created: within, currency, source, type, ...paging } = readCall(call, listParams)
  const { world } = call
  const rows = world.store
    .all('balance_transactions')
    .filter((row) => currency === undefined || row.currency === currency)
    .filter((row) => source === undefined || idOf(row.source) === source)
    .filter((row) => (type === undefined || row.type === type) && (within?.(row.created) ?? true))
  const answer = page(rows, paging, { url: PATH, noun: 'balance transaction' })
  return { ...answer, data: answer.data.map((row) => shownTransaction(world, row)) }
}

function retrieveTransaction(call: Call): Stripe.BalanceTransaction {
  readCall(call, {})
  const row = call.world.store.get('balance_transactions', pathId(call))
  if (row) return shownTransaction(call.world, row)
  throw noSuch('balance transaction', pathId(call), { param: 'id', path: true })
}
