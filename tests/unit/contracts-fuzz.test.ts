import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { acceptedOf, BODY_RULES, type BodyName, type BodyRules, isAllowed, minorUnitsOf } from '../support/body-rules'
import { MADE_UP_BODIES } from '../support/made-up-bodies'
import { typedAmounts } from '../support/typed-amounts'
import { signInBody, signUpBody, verifyEmailBody } from '@/lib/contracts/auth'
import { chosenChargesBody } from '@/lib/contracts/charge-batches'
import { chargeBody } from '@/lib/contracts/charges'
import { payBody, placeOrderBody, startPaymentBody } from '@/lib/contracts/checkout'
import { cancelBody, captureBody, refundBody } from '@/lib/contracts/holds-and-refunds'
import { openLinkBody } from '@/lib/contracts/recoveries'
import { startSetupBody } from '@/lib/contracts/setups'
import { parseMoney } from '@/lib/domain/money'
import { typedAmount } from '@/lib/server/http/typed-amount'

const SCHEMAS: Record<BodyName, z.ZodType> = {
  charge: chargeBody,
  chooseCharges: chosenChargesBody,
  openLink: openLinkBody,
  order: placeOrderBody,
  startPayment: startPaymentBody,
  pay: payBody,
  capture: captureBody,
  cancel: cancelBody,
  refund: refundBody,
  startSetup: startSetupBody,
  signIn: signInBody,
  signUp: signUpBody,
  verifyEmail: verifyEmailBody,
}
/** Where money is asked for there is more to get wrong. */
const TIMES: Record<BodyName, number> = {
  ...{ charge: 16_000, order: 9000, refund: 10_000, capture: 10_000, chooseCharges: 5000, pay: 6000 },
  ...{ startPayment: 6000, startSetup: 5000, cancel: 5000, signIn: 3000, signUp: 3000 },
  ...{ verifyEmail: 1000, openLink: 1000 },
}
const TYPED = 20_000
// Each run makes up others; the seed of one that failed makes up the same again.
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)

// In the default reporter's output as well as in a failure's.
console.log(`FUZZ_SEED=${SEED}`)

describe.each(Object.keys(SCHEMAS) as BodyName[])('what is made up as the body of %s', (name) => {
  const schema = SCHEMAS[name]
  const rules: BodyRules = BODY_RULES[name]

  it(`is taken if it keeps to the rules and refused if not, ${TIMES[name]} times`, { timeout: 60_000 }, () => {
    let taken = 0
    const agrees = (body: unknown) => {
      const result = schema.safeParse(body)
      if (result.success) taken++
      if (result.success !== isAllowed(body, rules)) return false
      return !result.success || isDeepStrictEqual(result.data, acceptedOf(body as object, rules))
    }
    fc.assert(
      fc.property(MADE_UP_BODIES[name], fc.boolean(), (body, isSent) => agrees(isSent ? asSent(body) : body)),
      { numRuns: TIMES[name], seed: SEED },
    )
    // A contract that takes everything or nothing agrees with no rule by chance.
    expect(taken / TIMES[name]).toBeGreaterThan(0.1)
    expect(taken / TIMES[name]).toBeLessThan(0.9)
  })
})

describe('what is made up as a typed amount', () => {
  const DECIMALS = { usd: 2, eur: 2, jpy: 0, zzz: 2 }
  const currency = fc.constantFrom<keyof typeof DECIMALS>('usd', 'usd', 'eur', 'jpy', 'zzz')

  it(`is read digit by digit, never guessed at, ${TYPED} times`, { timeout: 60_000 }, () => {
    let read = 0
    fc.assert(
      fc.property(typedAmounts, currency, (typed, currency) => {
        const minor = minorUnitsOf(typed, DECIMALS[currency])
        if (minor !== null) read++
        if (parseMoney(typed, currency) !== minor) return false
        if (typed.trim() === '') return isDeepStrictEqual(typedAmount(typed, currency), {})
        const asked = refundBody.safeParse(typedAmount(typed, currency))
        // "All that is left" is asked for by an empty field alone.
        return asked.success ? asked.data.amount === minor : minor === null
      }),
      { numRuns: TYPED, seed: SEED },
    )
    expect(read / TYPED).toBeGreaterThan(0.2)
    expect(read / TYPED).toBeLessThan(0.9)
  })
})

describe('after all of that', () => {
  it('adds up to 100,000', () => expect(Object.values(TIMES).reduce((sum, each) => sum + each, TYPED)).toBe(100_000))

  afterAll(() => {
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as { role?: string }).role).toBeUndefined()
  })
})

/** As a body arrives: only JSON makes an own key named __proto__, and it knows neither NaN nor undefined. */
function asSent(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body) ?? 'null')
}
