import { createHash, randomInt } from 'node:crypto'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** What follows each prefix. Random, because a counter would repeat ids after a restart on an older copy of the data. */
const SHAPES = {
  account: { prefix: 'acct_1', length: 16 },
  balanceTransaction: { prefix: 'txn_3', length: 23 },
  card: { prefix: 'card_1', length: 23 },
  cardCharge: { prefix: 'ch_3', length: 23 },
  cardRefund: { prefix: 're_3', length: 23 },
  confirmationToken: { prefix: 'ctoken_1', length: 23 },
  charge: { prefix: 'py_3', length: 23 },
  checkoutSession: { prefix: 'cs_test_a1', length: 56 },
  checkoutFragment: { prefix: 'fid', length: 60 },
  cus: { prefix: 'cus_', length: 14 },
  delivery: { prefix: 'delivery_', length: 16 },
  dispute: { prefix: 'du_1', length: 23 },
  event: { prefix: 'evt_1', length: 23 },
  invoice: { prefix: 'in_1', length: 23 },
  invoiceLine: { prefix: 'il_1', length: 23 },
  invoicePayment: { prefix: 'inpay_1', length: 23 },
  lineItem: { prefix: 'li_1', length: 23 },
  mandate: { prefix: 'mandate_1', length: 23 },
  nonce: { prefix: 'sa_nonce_', length: 28 },
  paymentAttempt: { prefix: 'payatt_3', length: 23 },
  paymentIntent: { prefix: 'pi_3', length: 23 },
  paymentMethod: { prefix: 'pm_1', length: 23 },
  paymentNonce: { prefix: 'pa_nonce_', length: 28 },
  price: { prefix: 'price_1', length: 23 },
  product: { prefix: 'prod_', length: 14 },
  refund: { prefix: 'pyr_1', length: 23 },
  request: { prefix: 'req_', length: 14 },
  setupAttempt: { prefix: 'setatt_1', length: 23 },
  setupIntent: { prefix: 'seti_1', length: 23 },
  signingSecret: { prefix: 'whsec_', length: 32 },
  subscription: { prefix: 'sub_1', length: 23 },
  subscriptionItem: { prefix: 'si_', length: 14 },
  token: { prefix: 'tok_1', length: 23 },
  upcomingInvoice: { prefix: 'upcoming_in_1', length: 23 },
  webhookEndpoint: { prefix: 'we_1', length: 23 },
} as const

export function newId(kind: keyof typeof SHAPES): string {
  const { prefix, length } = SHAPES[kind]
  return prefix + randomText(length)
}

/** `seti_…_secret_` and 31 characters, `pi_…_secret_` and 25: the lengths Stripe's own fixtures show. */
export function newClientSecret(intentId: string): string {
  return `${intentId}_secret_${randomText(intentId.startsWith('seti_') ? 31 : 25)}`
}

/** A number as Amazon gives its payments; only its shape is alike. */
export function newAmazonTransaction(): string {
  const digits = () => String(randomInt(10_000_000)).padStart(7, '0')
  return `P01-${digits()}-${digits()}-C${digits().slice(1)}`
}

/** The same keys always open the same account, also after the data was deleted. */
export function accountIdFor(suffix: string): string {
  const digest = createHash('sha256').update(`account:${suffix}`).digest()
  return `acct_1${[...digest.subarray(0, 15)].map(character).join('')}`
}

/** Stripe's fields hold an id or, once expanded, the object. */
export function idOf(reference: string | { id: string } | null | undefined): string | null {
  if (reference === null || reference === undefined) return null
  return typeof reference === 'string' ? reference : reference.id
}

function randomText(length: number): string {
  return Array.from({ length }, () => character(randomInt(ALPHABET.length))).join('')
}

function character(byte: number): string {
  return ALPHABET.charAt(byte % ALPHABET.length)
}
