import type { Texts } from './texts'

export const en: Texts = {
  language: 'en',
  methods: { amazon_pay: 'Amazon Pay', card: 'Card' },
  choice: 'Payment methods',
  more: 'More',
  redirect: 'After submission, you will be redirected to Amazon Pay to securely complete next steps.',
  number: 'Card number',
  expiry: 'Expiration date',
  expiryFormat: 'MM / YY',
  cvc: 'Security code',
  cvcShort: 'CVC',
  country: 'Country',
  postalCode: 'Postal code',
  zip: 'ZIP code',
  email: 'Email',
  incompleteEmail: 'Your email is incomplete.',
  incomplete: 'Please provide complete payment details.',
  failed: 'The last attempt failed.',
  cardTerms: (name) =>
    `By providing your card information, you allow ${name} to charge your card for future payments in accordance with their terms.`,
  amazonPaymentTerms: (name) =>
    `By continuing, you authorize ${name} to debit your Amazon Pay account for this payment and future payments in accordance with ${name}'s terms, until this authorization is revoked.`,
  amazonSetupTerms: (name) =>
    `By continuing, you authorize ${name} to debit your Amazon Pay account for future payments in accordance with ${name}'s terms, until this authorization is revoked.`,
  errors: {
    incomplete_number: 'Your card number is incomplete.',
    invalid_number: 'Your card number is invalid.',
    incomplete_expiry: "Your card's expiration date is incomplete.",
    invalid_expiry_month: "Your card's expiration date is invalid.",
    invalid_expiry_month_past: "Your card's expiration date is in the past.",
    invalid_expiry_year: "Your card's expiration year is invalid.",
    invalid_expiry_year_past: "Your card's expiration year is in the past.",
    incomplete_cvc: "Your card's security code is incomplete.",
    incomplete_zip: 'Your postal code is incomplete.',
  },
}
