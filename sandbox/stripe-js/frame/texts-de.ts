import type { Texts } from './texts'

export const de: Texts = {
  language: 'de',
  methods: { amazon_pay: 'Amazon Pay', card: 'Karte' },
  choice: 'Zahlungsmethoden',
  more: 'Mehr',
  redirect: 'Nach dem Absenden werden Sie zu Amazon Pay weitergeleitet, um die nächsten Schritte sicher abzuschließen.',
  number: 'Kartennummer',
  expiry: 'Ablaufdatum',
  expiryFormat: 'MM / JJ',
  cvc: 'Prüfziffer',
  cvcShort: 'CVC',
  country: 'Land',
  postalCode: 'Postleitzahl',
  zip: 'Postleitzahl',
  email: 'E-Mail',
  incompleteEmail: 'Ihre E-Mail-Adresse ist unvollständig.',
  incomplete: 'Bitte machen Sie vollständige Angaben zur Zahlung.',
  failed: 'Der letzte Versuch ist fehlgeschlagen.',
  cardTerms: (name) =>
    `Indem Sie Ihre Kartendaten angeben, gestatten Sie ${name}, Ihre Karte für künftige Zahlungen gemäß den Bedingungen zu belasten.`,
  amazonPaymentTerms: (name) =>
    `Wenn Sie fortfahren, ermächtigen Sie ${name}, Ihr Amazon-Pay-Konto für diese und künftige Zahlungen gemäß den Bedingungen von ${name} zu belasten, bis Sie diese Ermächtigung widerrufen.`,
  amazonSetupTerms: (name) =>
    `Wenn Sie fortfahren, ermächtigen Sie ${name}, Ihr Amazon-Pay-Konto für künftige Zahlungen gemäß den Bedingungen von ${name} zu belasten, bis Sie diese Ermächtigung widerrufen.`,
  errors: {
    incomplete_number: 'Die Kartennummer ist unvollständig.',
    invalid_number: 'Die Kartennummer ist ungültig.',
    incomplete_expiry: 'Das Ablaufdatum der Karte ist unvollständig.',
    invalid_expiry_month: 'Das Ablaufdatum der Karte ist ungültig.',
    invalid_expiry_month_past: 'Das Ablaufdatum der Karte liegt in der Vergangenheit.',
    invalid_expiry_year: 'Das Ablaufjahr der Karte ist ungültig.',
    invalid_expiry_year_past: 'Das Ablaufjahr der Karte liegt in der Vergangenheit.',
    incomplete_cvc: 'Die Prüfziffer der Karte ist unvollständig.',
    incomplete_zip: 'Die Postleitzahl ist unvollständig.',
  },
}
