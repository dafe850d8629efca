import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { signInBody, signUpBody } from '@/lib/contracts/auth'
import { pageQuery } from '@/lib/contracts/search'
import { idParams, startSetupBody } from '@/lib/contracts/setups'

const ID = '0193f2a4-7a31-7c1e-9d5e-2f6a1b3c4d5e'
type Input = { name: string; schema: z.ZodType; valid: object; required: string[] }
const INPUTS: Input[] = [
  {
    name: 'starting a setup',
    schema: startSetupBody,
    valid: { noticeId: ID, agreed: true, usage: 'off_session', attemptKey: 'k' },
    required: ['noticeId', 'agreed', 'usage'],
  },
  {
    name: 'signing in',
    schema: signInBody,
    valid: { email: 'sam@example.com', password: 'rocket-rides' },
    required: ['email', 'password'],
  },
  {
    name: 'signing up',
    schema: signUpBody,
    valid: { name: 'Sam', email: 'sam@example.com', password: 'rocket-rides' },
    required: ['name', 'email', 'password'],
  },
  { name: 'naming an attempt', schema: idParams, valid: { id: ID }, required: ['id'] },
]
const FORBIDDEN = ['role', 'customerId', 'userId', 'amount', 'stripeCustomerId', 'clientSecret', 'returnUrl', 'isAdmin']

describe.each(INPUTS)('the schema of $name', ({ schema, valid, required }) => {
  it('takes a valid one', () => expect(schema.safeParse(valid).success).toBe(true))

  it.each(FORBIDDEN)('refuses the unknown key %s', (key) =>
    expect(schema.safeParse({ ...valid, [key]: 'x' }).success).toBe(false),
  )

  it.each(required)('refuses it without %s', (key) => {
    const without = Object.fromEntries(Object.entries(valid).filter(([name]) => name !== key))
    expect(schema.safeParse(without).success).toBe(false)
  })

  it('neither throws on nor accepts wrongly any of 2,500 bodies', { timeout: 60_000 }, () => {
    const keys = Object.keys(valid)
    const key = fc.oneof(fc.constantFrom(...keys, 'next', '__proto__', 'constructor'), fc.string())
    const noise = fc.dictionary(key, fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(valid))), { maxKeys: 6 })
    const nearly = fc.tuple(noise, fc.subarray(keys)).map(([extra, kept]) => ({
      ...extra,
      ...Object.fromEntries(Object.entries(valid).filter(([name]) => kept.includes(name))),
    }))
    let accepted = 0
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), noise, nearly), (value) => {
        // As it arrives: a body is JSON first, and only JSON makes an own key named __proto__.
        const body: unknown = JSON.parse(JSON.stringify(value))
        const result = schema.safeParse(body)
        if (!result.success) return
        accepted++
        const names = Object.keys(body as object)
        expect(names).toEqual(expect.arrayContaining(required))
        expect([...keys, 'next']).toEqual(expect.arrayContaining(names))
        expect(Object.getPrototypeOf(result.data)).toBe(Object.prototype)
      }),
      { numRuns: 2500 },
    )
    expect(accepted).toBeGreaterThan(0)
  })

  it('is not fooled by a key named __proto__', () => {
    const body = JSON.stringify(valid).replace(/}$/, ',"__proto__":{"role":"merchant"}}')
    const result = schema.safeParse(JSON.parse(body))
    expect(result.success && (result.data as { role?: string }).role !== undefined).toBe(false)
  })
})

describe('an agreement', () => {
  it.each([false, 'true', 1, null, undefined, 'yes'])('is only ever true, not %j', (agreed) =>
    expect(startSetupBody.safeParse({ noticeId: ID, agreed, usage: 'on_session' }).success).toBe(false),
  )

  it.each(['on', 'OFF_SESSION', '', null])('is for one of two uses, not %j', (usage) =>
    expect(startSetupBody.safeParse({ noticeId: ID, agreed: true, usage }).success).toBe(false),
  )
})

describe('a person’s details', () => {
  it('keep an e-mail address in one spelling', () =>
    expect(signInBody.parse({ email: 'Sam@Example.COM', password: 'x' }).email).toBe('sam@example.com'))

  it.each(['short', 'x'.repeat(129)])('need a password of 8 to 128 characters, not %s', (password) =>
    expect(signUpBody.safeParse({ name: 'Sam', email: 'sam@example.com', password }).success).toBe(false),
  )

  it('need a name that is more than blanks', () =>
    expect(signUpBody.safeParse({ name: '   ', email: 'sam@example.com', password: 'rocket-rides' }).success).toBe(
      false,
    ))
})

describe('a page’s query', () => {
  it('never fails, and ignores what is repeated or odd', () => {
    expect(pageQuery.parse({ problem: ['a', 'b'], next: '/wallet', x: '1' })).toEqual({
      problem: undefined,
      next: '/wallet',
    })
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (query) => void pageQuery.parse(query)))
  })
})
