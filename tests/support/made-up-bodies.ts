import fc from 'fast-check'
import type { BodyName } from './body-rules'
import { junk, KNOWN, UUIDS } from './junk'

const LEFT_OUT = Symbol('left out')
const EXTRA = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'role',
  'customerId',
  'amount',
  'currency',
  'price',
  'Amount',
  ' amount',
  '0',
  '',
]

const amount = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 99_999_999 }) },
  { weight: 2, arbitrary: fc.constantFrom(1, 2, 49, 50, 99_999_998, 99_999_999, 1e3, 5e7) },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, 100_000_000, 1.5, 99_999_999.5, 0.999999, 1e9) },
)
const uuid = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...KNOWN) },
  { weight: 1, arbitrary: fc.constantFrom(...UUIDS) },
)
const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...KNOWN) },
  { weight: 1, arbitrary: fc.constantFrom('', 'k', 'x'.repeat(255), 'x'.repeat(256), 'ключ') },
)
const line = fc.oneof(
  { weight: 6, arbitrary: fc.string({ minLength: 1, maxLength: 30 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'Ride',
      ' Ride ',
      '\nRide\n',
      'Fahrt über München 🚀',
      'x'.repeat(100),
      '🚀'.repeat(100),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(' ', '\u00a0', 'a\nb', 'a\u0085b', 'a\u0000', 'x'.repeat(201), '🚀'.repeat(201)),
  },
)
const currency = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('usd', 'eur', 'jpy', 'gbp', 'zzz') },
  { weight: 1, arbitrary: fc.constantFrom('USD', 'Usd', 'us', 'usdx', 'usd ', 'usd\n', 'üsd', 'u5d', 'ｕｓｄ', 'ußd') },
)
const word = fc.stringMatching(/^[a-z0-9]{1,12}$/)
const address = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(word, word, fc.constantFrom('com', 'example', 'DE')).map(([a, b, c]) => `${a}@${b}.${c}`),
  },
  { weight: 2, arbitrary: fc.constantFrom('Sam@Example.COM', 'a.b+c_d-e@a-b.c.org', 'x'.repeat(242) + '@example.com') },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z0-9_+.]{0,6}@{0,2}[a-z0-9.]{0,8}$/) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'x'.repeat(243) + '@example.com',
      'a@b',
      'a@b.c',
      '@b.de',
      'a b@c.de',
      'a@c.de\n',
      'a@c..de',
      '.a@c.de',
    ),
  },
)
const password = fc.oneof(
  { weight: 6, arbitrary: fc.string({ minLength: 8, maxLength: 20 }) },
  { weight: 1, arbitrary: fc.constantFrom('', 'short', 'x'.repeat(8), 'x'.repeat(128), 'x'.repeat(129)) },
)
const next = fc.constantFrom('/wallet', '', '//evil.example', 'x'.repeat(200), 'x'.repeat(201))
const agreed = fc.oneof(
  { weight: 9, arbitrary: fc.constant(true) },
  { weight: 1, arbitrary: fc.constantFrom(false, 'true', 1) },
)
const save = bodyOf({ noticeId: uuid, agreed })
const item = bodyOf({
  productId: uuid,
  quantity: fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: 1, max: 20 }) },
    { weight: 1, arbitrary: fc.constantFrom(0, -1, 21, 1.5) },
  ),
})
const items = fc.oneof(
  { weight: 12, arbitrary: fc.array(item, { minLength: 1, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.array(item, { maxLength: 1 }) },
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom(...KNOWN), { minLength: 19, maxLength: 22 }).map((ids) => ids.map(oneOf)),
  },
  { weight: 1, arbitrary: item.map((one) => [one, one]) },
)
const linkSecret = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[A-Za-z0-9_-]{43}$/) },
  { weight: 1, arbitrary: fc.constantFrom('', 'x'.repeat(42), 'x'.repeat(44), 'é'.repeat(43), `${'x'.repeat(43)}\n`) },
)
const customers = fc.oneof(
  { weight: 12, arbitrary: fc.array(uuid, { minLength: 1, maxLength: 5 }) },
  { weight: 1, arbitrary: fc.constantFrom([], ['x'], 'x', Array(1000).fill(KNOWN[0]), Array(1001).fill(KNOWN[0])) },
)
const reason = fc.constantFrom(
  'requested_by_customer',
  'duplicate',
  'fraudulent',
  'Duplicate',
  'expired_uncaptured_charge',
)

/** Bodies that are nearly right, a third of them wholly, some nothing like it. Not all of them could come out of JSON. */
export const MADE_UP_BODIES: Record<BodyName, fc.Arbitrary<unknown>> = {
  charge: bodyOf({ customerId: uuid, amount, currency, description: line }, { paymentMethodId: uuid, attemptKey: key }),
  chooseCharges: bodyOf({ customerIds: customers, amount, currency, description: line }, { attemptKey: key }),
  openLink: bodyOf({ token: fc.oneof(linkSecret, fc.constantFrom('x'.repeat(200), 'x'.repeat(201))) }),
  order: bodyOf({ items }, { email: address, attemptKey: key }),
  startPayment: bodyOf({}, { save, restart: agreed }),
  pay: bodyOf({}, { paymentMethodId: uuid, save, attemptKey: key }),
  capture: bodyOf({}, { amount, attemptKey: key }),
  cancel: bodyOf({}, { attemptKey: key }),
  refund: bodyOf({}, { amount, reason, attemptKey: key }),
  startSetup: bodyOf(
    { noticeId: uuid, agreed, usage: fc.constantFrom('on_session', 'off_session', 'off_session', 'OFF_SESSION') },
    { confirm: fc.constantFrom('server', 'server', 'client'), attemptKey: key },
  ),
  signIn: bodyOf({ email: address, password }, { next }),
  signUp: bodyOf({ name: line, email: address, password }, { next }),
  verifyEmail: bodyOf({ token: linkSecret }),
}

type Fields = Record<string, fc.Arbitrary<unknown>>

/** Mostly what the fields say; now and then with one that is something else, one missing, or one too many. */
function bodyOf(required: Fields, optional: Fields = {}): fc.Arbitrary<unknown> {
  const names = [...Object.keys(required), ...Object.keys(optional)]
  const blow = fc.oneof(
    { weight: 10, arbitrary: fc.constant(null) },
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...names), junk) },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...EXTRA), junk) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...names), fc.constant(LEFT_OUT)) },
  )
  const body = fc
    .tuple(
      fc.record({ ...required, ...optional }, { requiredKeys: Object.keys(required), noNullPrototype: true }),
      blow,
    )
    .map(([fields, struck]) => {
      if (struck === null) return fields
      const others = Object.entries(fields).filter(([name]) => name !== struck[0])
      // Not by assigning, which would set the prototype instead of a key named __proto__.
      return Object.fromEntries(struck[1] === LEFT_OUT ? others : [...others, struck])
    })
  return fc.oneof({ weight: 30, arbitrary: body }, { weight: 1, arbitrary: junk })
}

function oneOf(productId: string) {
  return { productId, quantity: 1 }
}
