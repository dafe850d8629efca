import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readForm, readJson, readText } from '@/lib/server/http/body'

const FORM = 'application/x-www-form-urlencoded'

function post(body: string | ReadableStream, type = 'application/json'): Request {
  return new Request('http://localhost', {
    method: 'POST',
    body,
    headers: { 'content-type': type },
    duplex: 'half',
  } as RequestInit)
}

const code = (reading: Promise<unknown>) =>
  reading.then(
    () => 'read',
    (error: { code: string }) => error.code,
  )

describe('a body', () => {
  it('is read up to its limit and refused beyond, before all of it has come', async () => {
    expect(await readText(post('x'.repeat(10)), 10)).toHaveLength(10)
    let sent = 0
    const endless = new ReadableStream({
      pull: (controller) => void (sent++, controller.enqueue(new Uint8Array(1024))),
    })
    expect(await code(readText(post(endless), 64 * 1024))).toBe('payload_too_large')
    expect(sent).toBeLessThan(80)
  })

  it('keeps its characters when they are cut in two on the way', async () => {
    const bytes = new TextEncoder().encode('Café’s €')
    const split = new ReadableStream({
      start: (controller) => (bytes.forEach((byte) => controller.enqueue(Uint8Array.of(byte))), controller.close()),
    })
    expect(await readText(post(split), 100)).toBe('Café’s €')
  })

  it.each([
    ['text/plain', '{}', 'unsupported_media_type'],
    ['multipart/form-data', '{}', 'unsupported_media_type'],
    ['application/json-patch', '{}', 'unsupported_media_type'],
    ['application/json', '{', 'malformed_request'],
    ['application/json', '', 'malformed_request'],
    ['application/json', `"${'x'.repeat(70_000)}"`, 'payload_too_large'],
    ['Application/JSON; charset=utf-8', '{}', 'read'],
  ])('of type %s that says %.10s is answered %s', async (type, body, expected) =>
    expect(await code(readJson(post(body, type)))).toBe(expected),
  )

  it('of a form must not name a field twice', async () => {
    expect(await readForm(post('a=1&b=2', FORM))).toEqual({ a: '1', b: '2' })
    expect(await code(readForm(post('usage=on_session&usage=off_session', FORM)))).toBe('malformed_request')
  })

  it('of a form never reaches a prototype', async () => {
    const fields = await readForm(post('__proto__=x&constructor=y', FORM))
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  it('of any text is either JSON or refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
        expect(['read', 'malformed_request']).toContain(await code(readJson(post(text))))
      }),
    )
  })
})
