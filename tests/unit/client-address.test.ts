import { describe, expect, it } from 'vitest'
import { startWith } from '../support/environment'

async function address(hops: number, forwarded: string | null): Promise<string | null> {
  startWith({ TRUSTED_PROXY_HOPS: String(hops) })
  const { clientAddress } = await import('@/lib/server/http/client-address')
  return clientAddress(new Headers(forwarded === null ? {} : { 'x-forwarded-for': forwarded }))
}

describe('the customer’s address', () => {
  it.each<[hops: number, header: string | null, address: string | null]>([
    [0, '203.0.113.7', null],
    [0, null, null],
    [1, null, null],
    [1, '', null],
    [1, '203.0.113.7', '203.0.113.7'],
    [1, ' 203.0.113.7 ', '203.0.113.7'],
    [2, '203.0.113.7', null],
    [2, '203.0.113.7, 10.0.0.1', '203.0.113.7'],
    [1, '2001:db8::7', '2001:db8::7'],
    [2, '2001:db8::7,10.0.0.1', '2001:db8::7'],
    [1, '::ffff:203.0.113.7', '::ffff:203.0.113.7'],
  ])('with %i trusted proxies and %j is %j', async (hops, header, expected) => {
    expect(await address(hops, header)).toBe(expected)
  })

  it.each([
    [1, '198.51.100.66, 203.0.113.7', '203.0.113.7'],
    [2, '198.51.100.66, 198.51.100.67, 203.0.113.7, 10.0.0.1', '203.0.113.7'],
  ])('with %i proxies is never what the customer wrote in front: %s', async (hops, header, expected) => {
    expect(await address(hops, header)).toBe(expected)
  })

  it.each([
    'unknown',
    '203.0.113.7:443',
    '203.0.113',
    '203.0.113.999',
    '[2001:db8::7]',
    '<script>',
    "1'; drop table x",
    ',',
  ])('is unknown when the proxy wrote %s', async (header) => expect(await address(1, header)).toBeNull())

  it('is unknown when it names a network card, which no database column takes', async () => {
    expect(await address(1, 'fe80::1%eth0')).toBeNull()
  })
})
