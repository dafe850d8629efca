import 'server-only'
import type { DriftDto } from '@/lib/contracts/console'
import { AppError } from '@/lib/domain/errors'
import { differenceOf } from '@/lib/domain/money'
import { requireMerchant, type Viewer } from '../auth/session'
import { stripeBalances } from '../stripe/balance'
import { clearingBalances } from './store'

/**
 * Our ledger's clearing account beside Stripe's balance, per currency. Null when Stripe can't be reached. Payouts, and what
 * was made outside this shop, are on Stripe's side alone and show as a difference.
 */
export async function compareLedger(viewer: Viewer): Promise<DriftDto | null> {
  requireMerchant(viewer)
  try {
    const theirs = await stripeBalances()
    const ours = new Map((await clearingBalances()).map(({ currency, amount }) => [currency, amount]))
    const currencies = [...new Set([...ours.keys(), ...theirs.keys()])].sort()
    return currencies.map((currency) => compared(currency, ours.get(currency) ?? 0, theirs.get(currency) ?? 0))
  } catch (error) {
    if (error instanceof AppError && error.code === 'payment_provider_unavailable') return null
    throw error
  }
}

function compared(currency: string, ledger: number, stripe: number): DriftDto[number] {
  return { currency, ledger, stripe, difference: differenceOf(ledger, stripe) }
}
