import { describe, expect, it } from 'vitest'
import { startWith } from '../support/environment'

const ID = '01a1fde2-49cb-7fb3-bfb9-95b1e93197de'

async function made(secret?: string) {
  startWith(secret ? { AUTH_SECRET: secret } : {})
  return import('@/lib/server/recovery/link-secret')
}

describe('the secret in a mail’s link', () => {
  it('has 256 bits in letters that need no encoding, and is the same for the same mail', async () => {
    const { linkSecret, SECRET } = await made()
    const secret = linkSecret(ID)
    expect(secret).toMatch(SECRET)
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    expect(linkSecret(ID)).toBe(secret)
  })

  it('is another one for another mail, and for another shop', async () => {
    const first = (await made()).linkSecret(ID)
    const { linkSecret } = await made('another-secret-of-thirty-two-characters')
    expect(new Set([first, linkSecret(ID), linkSecret(ID.replace('0', '1'))]).size).toBe(3)
  })

  it('is kept as a hash that says nothing of it', async () => {
    const { hashOf, linkSecret } = await made()
    expect(hashOf(linkSecret(ID))).toMatch(/^[0-9a-f]{64}$/)
  })

  it.each([
    '',
    'hidden',
    'A'.repeat(42),
    'A'.repeat(44),
    `${'A'.repeat(42)}+`,
    `${'A'.repeat(42)}\n`,
    `${'A'.repeat(43)}\n`,
  ])('is not %j', async (other) => {
    expect((await made()).SECRET.test(other)).toBe(false)
  })
})
