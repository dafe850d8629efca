import { charge, customerWithMethod, newMerchant } from './charging'
import { control } from './saving'

/** What Stripe does unless a test says otherwise. */
export async function usualOutcomes(): Promise<void> {
  await control.faults([])
  const rest = { failedChargeExists: true, settleSeconds: 60 }
  await control.outcomes({ nextOffSession: 'succeed', declineDetaches: false, ...rest })
}

/** A merchant, and a customer who saved Amazon Pay. */
export const openShop = async () => ({ merchant: await newMerchant(), customer: await customerWithMethod() })

/** A charge of $12.00 that meets this outcome. */
export async function chargedWith(outcome: 'decline' | 'processing' | 'late_failure') {
  const shop = await openShop()
  await control.outcomes({ nextOffSession: outcome })
  return { ...shop, id: await charge(shop.merchant, shop.customer.id) }
}

/** How every declined charge ends. */
export const DECLINED = {
  state: 'declined',
  order: 'failed',
  hasIntent: true,
  isSwept: false,
  fee: null,
  ledger: [],
  openJobs: 0,
  moments: ['payment.ask', 'payment.create', 'payment.declined'],
}
