import type { Texts } from './texts'

export const fr: Texts = {
  language: 'fr',
  methods: { amazon_pay: 'Amazon Pay', card: 'Carte' },
  choice: 'Moyens de paiement',
  more: 'Plus',
  redirect: 'Après l’envoi, vous serez redirigé vers Amazon Pay pour effectuer les étapes suivantes en toute sécurité.',
  number: 'Numéro de carte',
  expiry: 'Date d’expiration',
  expiryFormat: 'MM / AA',
  cvc: 'Code de sécurité',
  cvcShort: 'CVC',
  country: 'Pays',
  postalCode: 'Code postal',
  zip: 'Code postal',
  email: 'E-mail',
  incompleteEmail: 'Votre e-mail est incomplet.',
  incomplete: 'Veuillez fournir des informations de paiement complètes.',
  failed: 'La dernière tentative a échoué.',
  cardTerms: (name) =>
    `En fournissant vos informations de carte, vous autorisez ${name} à débiter votre carte pour les paiements futurs conformément à ses conditions.`,
  amazonPaymentTerms: (name) =>
    `En continuant, vous autorisez ${name} à débiter votre compte Amazon Pay pour ce paiement et les paiements futurs conformément aux conditions de ${name}, jusqu’à révocation de cette autorisation.`,
  amazonSetupTerms: (name) =>
    `En continuant, vous autorisez ${name} à débiter votre compte Amazon Pay pour les paiements futurs conformément aux conditions de ${name}, jusqu’à révocation de cette autorisation.`,
  errors: {
    incomplete_number: 'Votre numéro de carte est incomplet.',
    invalid_number: 'Votre numéro de carte n’est pas valide.',
    incomplete_expiry: 'La date d’expiration de votre carte est incomplète.',
    invalid_expiry_month: 'La date d’expiration de votre carte n’est pas valide.',
    invalid_expiry_month_past: 'La date d’expiration de votre carte est passée.',
    invalid_expiry_year: 'L’année d’expiration de votre carte n’est pas valide.',
    invalid_expiry_year_past: 'L’année d’expiration de votre carte est passée.',
    incomplete_cvc: 'Le code de sécurité de votre carte est incomplet.',
    incomplete_zip: 'Votre code postal est incomplet.',
  },
}
