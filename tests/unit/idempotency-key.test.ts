import { describe, expect, it } from 'vitest'
import { idempotencyKey } from '@/lib/server/http/idempotency-key'

const header = (value: string) => new Headers({ 'idempotency-key': value })

describe('a request’s key', () => {
  it('is the header, which wins over the form’s field', () => expect(idempotencyKey(header('a'), 'b')).toBe('a'))

  it('is the form’s field without a header', () => expect(idempotencyKey(new Headers(), 'b')).toBe('b'))

  it('is one that nobody sends again, without either', () => {
    const keys = Array.from({ length: 100 }, () => idempotencyKey(new Headers(), undefined))
    expect(new Set(keys).size).toBe(100)
  })

  it('may have 255 characters', () => expect(idempotencyKey(header('k'.repeat(255)), undefined)).toHaveLength(255))

  it.each(['', 'k'.repeat(256), 'two words', 'caf\u00e9', 'tab\tbed', 'line\nfeed', '\u0000'])(
    'is refused when it is %j',
    (key) =>
      expect(() => idempotencyKey(new Headers(), key)).toThrow(expect.objectContaining({ code: 'malformed_request' })),
  )
})
