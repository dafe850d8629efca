import { NO_ADDRESSES, PLAIN, type ShopRoute, type Things, wrong } from './shop-route'

const BUYERS = { other: 'not_found', guest: 'not_found', merchant: 'forbidden', nobody: 'unauthenticated' }
const CUSTOMERS = { ...BUYERS, guest: 'unauthenticated' }

/** Ordering and paying. */
export function buying({ productId, noticeId, methodId, openOrder, unpaidOrder }: Things): ShopRoute[] {
  const item = `item:${productId}`
  const order = { [item]: '2', email: 'guest@example.com' }
  const save = { save: 'true', noticeId }
  const noSaves = wrong(save, { noticeId: ['x', '', noticeId.slice(1)] })
  return [
    {
      ...PLAIN,
      name: 'order',
      path: () => '/api/orders',
      by: 'guest',
      others: { merchant: 'forbidden' },
      json: { items: [{ productId, quantity: 2 }], email: 'guest@example.com' },
      made: 'order',
      form: order,
      badForms: [
        {},
        { 'item:x': '1' },
        { 'item:__proto__': '1' },
        ...wrong(order, { [item]: ['0', '', '-1', '21', '1.5', '1e9', 'x', 'NaN'], email: NO_ADDRESSES.slice(1) }),
      ],
      key: 'read',
      answers: 201,
      repeats: true,
    },
    {
      ...PLAIN,
      name: 'startPayment',
      path: (id) => `/api/orders/${id}/payment-intents`,
      id: openOrder,
      by: 'rider',
      others: BUYERS,
      json: {},
      made: 'startPayment',
      form: {},
      badForms: noSaves,
      repeats: true,
    },
    {
      ...PLAIN,
      name: 'pay',
      path: (id) => `/api/orders/${id}/pay`,
      id: unpaidOrder,
      by: 'rider',
      others: BUYERS,
      json: { paymentMethodId: methodId },
      made: 'pay',
      form: { paymentMethodId: methodId },
      badForms: [...noSaves, ...wrong({}, { paymentMethodId: ['x', `${methodId}0`] })],
      key: 'read',
    },
  ]
}

/** Saving, and what is done with what is saved. */
export function saving({ noticeId, methodId }: Things): ShopRoute[] {
  const form = { noticeId, agreed: 'true', usage: 'off_session', render: 'server' }
  return [
    {
      ...PLAIN,
      name: 'startSetup',
      path: () => '/api/setup-intents',
      by: 'rider',
      others: { guest: 'unauthenticated', merchant: 'forbidden', nobody: 'unauthenticated' },
      json: { noticeId, agreed: true, usage: 'off_session' },
      made: 'startSetup',
      form,
      badForms: wrong(form, { agreed: ['yes', ''], usage: ['both', ''], noticeId: ['x', ''], render: ['client', ''] }),
      key: 'read',
    },
    {
      ...PLAIN,
      name: 'makeDefault',
      path: (id) => `/api/payment-methods/${id}/default`,
      id: methodId,
      by: 'rider',
      others: CUSTOMERS,
      answers: 204,
      repeats: true,
    },
    {
      ...PLAIN,
      name: 'removeMethod',
      method: 'DELETE',
      path: (id) => `/api/payment-methods/${id}`,
      id: methodId,
      by: 'rider',
      others: CUSTOMERS,
    },
  ]
}

/** Plans. One is subscribed to already, so nothing new comes of asking for it. */
export function subscribing({ planId, subscriptionId, methodId }: Things): ShopRoute[] {
  const form = { productId: planId, paymentMethodId: methodId, amount: '1200', trialDays: '' }
  const signedIn = { guest: 'unauthenticated', merchant: 'forbidden', nobody: 'unauthenticated' }
  const own = { ...PLAIN, path: (id: string) => `/api/subscriptions/${id}`, id: subscriptionId, by: 'rider' } as const
  return [
    {
      ...PLAIN,
      name: 'subscribe',
      path: () => '/api/subscriptions',
      by: 'rider',
      others: signedIn,
      json: { productId: planId, paymentMethodId: methodId },
      form,
      badForms: wrong(form, { productId: ['x', ''], paymentMethodId: ['x'], amount: ['x', '-1', '1.5', '0'] }),
      key: 'read',
      answers: null,
    },
    {
      ...own,
      name: 'changeSubscription',
      others: CUSTOMERS,
      json: { action: 'keep' },
      form: { action: 'keep' },
      badForms: [
        ...wrong({ action: 'keep' }, { action: ['', 'x', 'method'] }),
        { action: 'method', paymentMethodId: 'x' },
      ],
      repeats: true,
    },
    {
      ...own,
      name: 'cancelSubscription',
      method: 'DELETE',
      others: CUSTOMERS,
      json: { when: 'period_end' },
      repeats: true,
    },
  ]
}
