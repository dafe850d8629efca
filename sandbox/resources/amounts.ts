import { invalid } from '../wire/errors'
import { type Param, filled, integer } from '../wire/parameters'
import { shownAmount } from './shown-amount'

/** Eight digits (docs.stripe.com/api/payment_intents/create, `amount`). */
const MAXIMUM = 99_999_999

/** Minor units of a currency that is checked afterwards with `checkAmount`. */
export const amountParam = integer({ minimum: 1 })

/** Three letters in any case; answered in lower case. */
export const currencyParam: Param<string> = {
  read: (value, name) => {
    const currency = filled().read(value, name).toLowerCase()
    if (CURRENCIES.includes(currency)) return currency
    const message = `Invalid currency: ${currency}. Stripe currently supports these currencies: ${CURRENCIES.join(', ')}`
    throw invalid(message, { param: name })
  },
}

/** @throws StripeError 400 when the amount is too small or too large (docs.stripe.com/currencies, minimum amounts). */
export function checkAmount(amount: number, currency: string): void {
  const minimum = minimumAmount(currency)
  if (amount < minimum) {
    const message = `Amount must be at least ${shownAmount(minimum, currency)} ${currency}`
    throw invalid(message, { code: 'amount_too_small', param: 'amount' })
  }
  if (amount > MAXIMUM) {
    const message = `Amount must be no more than ${shownAmount(MAXIMUM, currency)}`
    throw invalid(message, { code: 'amount_too_large', param: 'amount' })
  }
}

/** In minor units. Where none is listed one unit will do. */
export function minimumAmount(currency: string): number {
  return MINIMUMS[currency] ?? 1
}

/** docs.stripe.com/currencies, minimum charge amounts, in minor units. */
const MINIMUMS: { [currency: string]: number } = {
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
  usd: 50,
}

/** docs.stripe.com/currencies, presentment currencies; the most used one first, as in Stripe's sentence. */
const CURRENCIES = (
  'usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp ' +
  'cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk ' +
  'jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn ' +
  'nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std ' +
  'szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw'
).split(' ')
