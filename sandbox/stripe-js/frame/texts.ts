import type { CardProblem } from './card-checks'
import type { MethodType } from './methods'
import { de } from './texts-de'
import { en } from './texts-en'
import { es } from './texts-es'
import { fr } from './texts-fr'
import { ja } from './texts-ja'

/** Everything the element says, in one language. */
export type Texts = {
  language: string
  methods: Record<MethodType, string>
  /** Names the row of methods for those who do not see it. */
  choice: string
  more: string
  redirect: string
  number: string
  expiry: string
  expiryFormat: string
  cvc: string
  cvcShort: string
  country: string
  postalCode: string
  zip: string
  email: string
  incompleteEmail: string
  /** Nothing was chosen. */
  incomplete: string
  /** The attempt before failed and Stripe gave no sentence for it. */
  failed: string
  cardTerms: (name: string) => string
  amazonPaymentTerms: (name: string) => string
  amazonSetupTerms: (name: string) => string
  errors: Record<CardProblem, string>
}

const ALL: Record<string, Texts> = { de, en, es, fr, ja }

/** Languages the sandbox does not speak fall to English; Stripe speaks many more. */
export function textsFor(locale: string): Texts {
  return ALL[locale.split('-')[0]?.toLowerCase() ?? ''] ?? en
}
