import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { currenciesOf, formatMoney, minimumOf, type Money } from '@/lib/domain/money'
import { env } from '../env'

/**
 * Checked here so that people hear it in words, before Stripe is asked; Stripe would refuse it as well
 * (https://docs.stripe.com/payments/amazon-pay, https://docs.stripe.com/currencies). Throws `currency_unavailable`,
 * `amount_too_small`.
 */
export function requireAmountTaken({ amount, currency }: Money): void {
  const { MERCHANT_COUNTRY: country } = env()
  const offered = currenciesOf(country)
  const known = offered.find((one) => one === currency)
  if (!known) {
    const sentence = `Amazon Pay can’t be charged in ${currency.toUpperCase()} by a shop in ${country}. It takes ${offered.map((one) => one.toUpperCase()).join(', ')}.`
    throw new AppError('currency_unavailable', sentence, { issues: [{ path: 'currency', message: sentence }] })
  }
  const minimum = minimumOf(known)
  if (amount >= minimum) return
  const sentence = `The smallest charge is ${formatMoney({ amount: minimum, currency })}.`
  throw new AppError('amount_too_small', sentence, { issues: [{ path: 'amount', message: sentence }] })
}
