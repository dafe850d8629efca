import { createHash, randomInt } from 'node:crypto'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** What follows each prefix. Random, because a counter would repeat ids after a restart on an older copy of the data. */
const SHAPES = {
  cus: { prefix: 'cus_', length: 14 },
  delivery: { prefix: 'delivery_', length: 16 },
  event: { prefix: 'evt_1', length: 23 },
  mandate: { prefix: 'mandate_1', length: 23 },
  nonce: { prefix: 'sa_nonce_', length: 28 },
  paymentMethod: { prefix: 'pm_1', length: 23 },
  request: { prefix: 'req_', length: 14 },
  setupAttempt: { prefix: 'setatt_1', length: 23 },
  setupIntent: { prefix: 'seti_1', length: 23 },
  signingSecret: { prefix: 'whsec_', length: 32 },
  webhookEndpoint: { prefix: 'we_1', length: 23 },
} as const

export function newId(kind: keyof typeof SHAPES): string {
  const { prefix, length } = SHAPES[kind]
  return prefix + randomText(length)
}

/** `seti_…_secret_` and 31 characters, the lengths Stripe's own fixtures show. */
export function newClientSecret(setupIntentId: string): string {
  return `${setupIntentId}_secret_${randomText(31)}`
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
