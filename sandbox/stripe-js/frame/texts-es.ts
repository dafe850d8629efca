import type { Texts } from './texts'

export const es: Texts = {
  language: 'es',
  methods: { amazon_pay: 'Amazon Pay', card: 'Tarjeta' },
  choice: 'Métodos de pago',
  more: 'Más',
  redirect: 'Después de enviar, se te redirigirá a Amazon Pay para completar los siguientes pasos de forma segura.',
  number: 'Número de tarjeta',
  expiry: 'Fecha de caducidad',
  expiryFormat: 'MM / AA',
  cvc: 'Código de seguridad',
  cvcShort: 'CVC',
  country: 'País',
  postalCode: 'Código postal',
  zip: 'Código postal',
  email: 'Correo electrónico',
  incompleteEmail: 'Tu correo electrónico está incompleto.',
  incomplete: 'Proporciona los datos de pago completos.',
  failed: 'El último intento ha fallado.',
  cardTerms: (name) =>
    `Al proporcionar los datos de tu tarjeta, permites que ${name} efectúe cargos en ella para pagos futuros de acuerdo con sus condiciones.`,
  amazonPaymentTerms: (name) =>
    `Al continuar, autorizas a ${name} a efectuar cargos en tu cuenta de Amazon Pay por este pago y por pagos futuros de acuerdo con las condiciones de ${name}, hasta que revoques esta autorización.`,
  amazonSetupTerms: (name) =>
    `Al continuar, autorizas a ${name} a efectuar cargos en tu cuenta de Amazon Pay por pagos futuros de acuerdo con las condiciones de ${name}, hasta que revoques esta autorización.`,
  errors: {
    incomplete_number: 'El número de tu tarjeta está incompleto.',
    invalid_number: 'El número de tu tarjeta no es válido.',
    incomplete_expiry: 'La fecha de caducidad de tu tarjeta está incompleta.',
    invalid_expiry_month: 'La fecha de caducidad de tu tarjeta no es válida.',
    invalid_expiry_month_past: 'La fecha de caducidad de tu tarjeta ya ha pasado.',
    invalid_expiry_year: 'El año de caducidad de tu tarjeta no es válido.',
    invalid_expiry_year_past: 'El año de caducidad de tu tarjeta ya ha pasado.',
    incomplete_cvc: 'El código de seguridad de tu tarjeta está incompleto.',
    incomplete_zip: 'El código postal está incompleto.',
  },
}
