import type {
  BillingDetails,
  ChangeResolveDetails,
  ClickResolveDetails,
  ExpressCheckoutAddress,
  ShippingAddress,
  ShippingRate,
} from '@stripe/stripe-js'
import { IntegrationError } from '../integration-error'
import type { Emitter } from './emitter'
import type { WalletDetails } from './express-options'

/** What a wallet's own window answers. It is not drawn: `nextExpress` of the controls says what is done in it. */
export type Wallet = {
  outcome: 'approved' | 'canceled'
  buyer: { name: string; email: string; phone: string; address: ExpressCheckoutAddress }
}

/** What the `confirm` event tells of the buyer. */
export type Approval = {
  billingDetails: BillingDetails
  shippingAddress?: ShippingAddress
  shippingRate?: ShippingRate
}

export const ABOUT = { elementType: 'expressCheckout', expressPaymentType: 'amazon_pay' } as const

/** How long a shop may take to answer a click, and a change of address. */
const CLICK_MILLISECONDS = 1000
const CHANGE_MILLISECONDS = 20_000

type Asked<Details> = { check?: (details: Details) => void; milliseconds: number; late: string }

/** Tells the shop of the click and waits for `resolve`; undefined when nothing is to be opened. */
export function askAboutClick(
  emitter: Emitter,
  check: (details: ClickResolveDetails) => void,
): Promise<ClickResolveDetails | undefined> {
  if (emitter.isHeard('click')) {
    return answered((about) => emitter.emit('click', { ...ABOUT, ...about }), {
      check,
      milliseconds: CLICK_MILLISECONDS,
      late: CLICK_LATE,
    })
  }
  check({})
  return Promise.resolve({})
}

/**
 * The buyer's choices in the wallet, with the shop's word on the address. Undefined when they gave up or the shop does
 * not deliver there.
 */
export async function choicesIn(
  { outcome, buyer }: Wallet,
  details: WalletDetails,
  emitter: Emitter,
): Promise<Approval | undefined> {
  if (outcome === 'canceled') return undefined
  const { name, email, phone, address } = buyer
  const billingDetails = {
    name,
    ...(details.emailRequired && { email }),
    ...(details.phoneNumberRequired && { phone }),
    address,
  }
  if (!details.shippingAddressRequired) return { billingDetails }
  const rates = await ratesTo({ name, address }, details, emitter)
  const [shippingRate] = rates ?? []
  if (!shippingRate) return undefined
  return { billingDetails, shippingAddress: { name, address }, shippingRate }
}

/** Amazon tells the shop the address without its lines before the buyer approves (`shippingaddresschange`). */
async function ratesTo(
  { name, address }: ShippingAddress,
  { allowedShippingCountries: countries, shippingRates = [] }: WalletDetails,
  emitter: Emitter,
): Promise<ShippingRate[] | undefined> {
  if (countries && !countries.includes(address.country)) return undefined
  if (!emitter.isHeard('shippingaddresschange')) return shippingRates
  const { city, state, postal_code, country } = address
  const told = { elementType: 'expressCheckout', name, address: { city, state, postal_code, country } }
  const answer = await answered<ChangeResolveDetails>(
    (about) => emitter.emit('shippingaddresschange', { ...told, ...about }),
    { milliseconds: CHANGE_MILLISECONDS, late: CHANGE_LATE },
  )
  return answer && (answer.shippingRates ?? shippingRates)
}

type Answering<Details> = { resolve: (details?: Details) => void; reject: () => void }

/** @throws whatever the shop's handler throws, and IntegrationError in the page when nobody answers in time. */
function answered<Details extends object>(
  tell: (about: Answering<Details>) => void,
  { check, milliseconds, late }: Asked<Details>,
): Promise<Details | undefined> {
  let end: (details: Details | undefined) => void = () => {}
  const answer = new Promise<Details | undefined>((settle) => (end = settle))
  const timer = window.setTimeout(() => {
    end(undefined)
    throw new IntegrationError(late)
  }, milliseconds)
  void answer.then(() => window.clearTimeout(timer))
  const reject = () => end(undefined)
  // Every member of such details may be left out.
  const resolve = (details = {} as Details) => {
    try {
      check?.(details)
    } catch (error) {
      reject()
      throw error
    }
    end(details)
  }
  tell({ resolve, reject })
  return answer
}

const CLICK_LATE =
  'The `click` event of the Express Checkout Element must be answered within 1 second by calling `resolve` or `reject`.'
const CHANGE_LATE = 'The `shippingaddresschange` event must be answered by calling `resolve` or `reject`.'
