import Stripe from 'stripe'
import { NO_ADDRESSES, PLAIN, type ShopRoute, type Things, wrong } from './shop-route'

const MERCHANTS = { rider: 'forbidden', other: 'forbidden', guest: 'unauthenticated', nobody: 'unauthenticated' }
const NO_AMOUNTS = ['1e3', '-5', '12,00', 'NaN', '0', '１２', '12.345', 'Infinity', '$5', '0x10', '5 5', '1000000.00']
const NO_LINK = 'x'.repeat(43)
const NO_JOB = '0193f2a4-7a31-7c1e-9d5e-2f6a1b3c4d5e'

/** What the merchant's people do with money. */
export function charging({ customerId, paidPayment, heldPayment, otherHeldPayment }: Things): ShopRoute[] {
  const merchants = { ...PLAIN, by: 'merchant', others: MERCHANTS, key: 'read' } as const
  const charge = { customerId, currency: 'usd', description: 'Ride' }
  const form = { ...charge, amount: '12.00' }
  const typed = { currency: 'usd', amount: '0.01' }
  return [
    {
      ...merchants,
      name: 'charge',
      path: () => '/api/charges',
      json: { ...charge, amount: 1200 },
      made: 'charge',
      form,
      badForms: wrong(form, { amount: [...NO_AMOUNTS, ''], customerId: ['x', ''], currency: ['USD', 'us', ''] }),
      key: 'needed',
    },
    {
      ...merchants,
      name: 'capture',
      path: (id) => `/api/payments/${id}/capture`,
      id: heldPayment,
      json: { amount: 100 },
      made: 'capture',
      form: typed,
      badForms: wrong(typed, { amount: NO_AMOUNTS }),
    },
    {
      ...merchants,
      name: 'cancel',
      path: (id) => `/api/payments/${id}/cancel`,
      id: otherHeldPayment,
      json: {},
      made: 'cancel',
      form: {},
    },
    {
      ...merchants,
      name: 'refund',
      path: (id) => `/api/payments/${id}/refunds`,
      id: paidPayment,
      json: { amount: 1, reason: 'duplicate' },
      made: 'refund',
      form: typed,
      badForms: wrong(typed, { amount: NO_AMOUNTS, reason: ['because', 'Duplicate'] }),
      repeats: true,
    },
    { ...merchants, name: 'retry', path: (id) => `/api/jobs/${id}/retry`, id: NO_JOB, key: 'ignored', answers: null },
  ]
}

/** What the merchant's people do with many charges at once, and with one that failed. */
export function inBulk({ customerId, draft }: Things): ShopRoute[] {
  const merchants = { ...PLAIN, by: 'merchant', others: MERCHANTS } as const
  const charges = { amount: 1200, currency: 'usd', description: 'Ride' }
  const chosen = { [`customer:${customerId}`]: 'on', amount: '12.00', currency: 'usd', description: 'Ride' }
  const figures = { count: '1', 'sum:usd': '12.00' }
  const sums = NO_AMOUNTS.filter((amount) => amount !== '1000000.00')
  const onList = (name: string) => ({
    ...merchants,
    name,
    path: (id: string) => `/api/charge-batches/${id}/${name}`,
    id: draft,
  })
  return [
    {
      ...merchants,
      name: 'chooseCharges',
      path: () => '/api/charge-batches',
      json: { customerIds: [customerId], ...charges },
      made: 'chooseCharges',
      form: chosen,
      badForms: wrong(chosen, { amount: [...NO_AMOUNTS, ''], currency: ['USD', 'us', ''], description: ['', ' '] }),
      key: 'read',
      takesFiles: true,
      answers: 201,
      repeats: true,
    },
    {
      ...onList('start'),
      json: { count: 1, sums: { usd: 1200 } },
      form: figures,
      badForms: wrong(figures, { count: ['', 'x', '0', '-1', '1.5', '１'], 'sum:usd': [...sums, ''] }),
    },
    onList('pause'),
    onList('resume'),
    onList('stop'),
    { ...merchants, name: 'stopRetries', path: (id) => `/api/payments/${id}/stop-retries`, id: NO_JOB, answers: null },
  ]
}

/** Accounts. */
export function signing(): ShopRoute[] {
  const person = { email: 'somebody.new@example.com', password: 'a-long-password' }
  const newPerson = { ...person, name: 'Robin Rider' }
  const link = { token: NO_LINK }
  return [
    {
      ...PLAIN,
      name: 'signUp',
      path: () => '/api/auth/sign-up',
      json: newPerson,
      made: 'signUp',
      form: newPerson,
      badForms: [
        person,
        ...wrong(newPerson, { email: NO_ADDRESSES, name: ['', ' ', 'a\nb'], password: ['', 'short'] }),
      ],
    },
    {
      ...PLAIN,
      name: 'signIn',
      path: () => '/api/auth/sign-in',
      json: person,
      made: 'signIn',
      form: person,
      badForms: wrong(person, { email: NO_ADDRESSES, password: [''] }),
    },
    { ...PLAIN, name: 'signOut', path: () => '/api/auth/sign-out', answers: 204 },
    {
      ...PLAIN,
      name: 'sendVerification',
      path: () => '/api/auth/send-verification',
      by: 'rider',
      others: { guest: 'unauthenticated', nobody: 'unauthenticated' },
      answers: 204,
    },
    {
      ...PLAIN,
      name: 'verifyEmail',
      path: () => '/api/auth/verify-email',
      json: link,
      made: 'verifyEmail',
      form: link,
      badForms: wrong(link, { token: ['', 'x', NO_LINK.slice(1), `${NO_LINK}x`, 'é'.repeat(43)] }),
      answers: null,
    },
    {
      ...PLAIN,
      name: 'openLink',
      path: () => '/api/recoveries',
      json: link,
      made: 'openLink',
      form: link,
      badForms: [{}, { token: 'x'.repeat(201) }],
      answers: null,
    },
    {
      ...PLAIN,
      name: 'joinGuest',
      path: () => '/api/auth/join-guest',
      by: 'rider',
      others: { guest: 'unauthenticated', merchant: 'forbidden', nobody: 'unauthenticated' },
      answers: 204,
    },
  ]
}

/** Where programs call us: they are known by what they sign or carry, and come from no page. */
export function machines({ webhookSecret, cronSecret }: Things): ShopRoute[] {
  const subject = { id: 'made_up', object: 'made.up' }
  const event = { id: 'evt_made_up', type: 'made.up', livemode: false, created: 1, data: { object: subject } }
  const payload = JSON.stringify(event)
  return [
    {
      ...PLAIN,
      name: 'webhook',
      path: () => '/api/webhooks/stripe',
      json: event,
      headers: () => [
        ['stripe-signature', Stripe.webhooks.generateTestHeaderString({ payload, secret: webhookSecret })],
      ],
    },
    {
      ...PLAIN,
      name: 'drain',
      path: () => '/api/jobs/drain',
      headers: () => [['authorization', `Bearer ${cronSecret}`]],
    },
  ]
}
