import { describe, expect, it } from 'vitest'
import { refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

const PREVIEW = { apiVersion: '2026-05-27.preview' }
const PATH = '/v2/core/accounts'
const CUSTOMER = { configuration: { customer: {} } }

function json(body: string, headers: Record<string, string> = {}): RequestInit {
  const named = { 'Content-Type': 'application/json', 'Stripe-Version': PREVIEW.apiVersion }
  return { method: 'POST', body, headers: { ...named, ...headers } }
}

describe('the v2 namespace', () => {
  it('refuses in its own words what will not do', async () => {
    const { stripe, browser, raw } = newWorld()
    const { accounts } = stripe.v2.core
    const { id } = await accounts.create(CUSTOMER, PREVIEW)
    const fields = { statusCode: 400, type: 'StripeInvalidRequestError', code: 'invalid_fields' }
    const wrong: [object, RegExp][] = [
      [{ ...CUSTOMER, contact_email: 'nobody' }, /Invalid email address/],
      [{ ...CUSTOMER, contact_email: 1 }, /Invalid string/],
      [{ ...CUSTOMER, nickname: 'x' }, /unknown parameter: nickname/],
      [{ ...CUSTOMER, expand: ['identity'] }, /unknown parameter: expand/],
      [{ ...CUSTOMER, metadata: { k: { deep: 'x' } } }, /Invalid string/],
      [{ ...CUSTOMER, include: ['everything'] }, /must be one of/],
    ]
    for (const [body, message] of wrong) {
      expect(await refusal(accounts.create(body, PREVIEW))).toMatchObject({
        ...fields,
        message: expect.stringMatching(message),
      })
    }
    expect(await refusal(accounts.create({}, PREVIEW))).toMatchObject({ code: 'sandbox_not_imitated' })
    const onDefault = await refusal(accounts.create(CUSTOMER))
    expect(onDefault).toMatchObject({ ...fields, message: expect.stringContaining('need a preview version') })
    expect(await refusal(accounts.close(id, {}, PREVIEW))).toMatchObject(fields)
    expect(await refusal(accounts.retrieve('acct_unknown', {}, PREVIEW))).toMatchObject({
      statusCode: 404,
      code: 'not_found',
    })
    expect(await refusal(browser.v2.core.accounts.retrieve(id, {}, PREVIEW))).toMatchObject({ statusCode: 403 })
    for (const body of ['{', '[]', 'name=Sam', `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`]) {
      expect(await raw(PATH, json(body))).toMatchObject({ status: 400, error: { code: 'invalid_fields' } })
    }
    expect(await raw('/v2/core/nothing')).toMatchObject({ status: 404, error: { code: 'not_found' } })
    expect((await accounts.list({}, PREVIEW)).data).toHaveLength(1)
  })

  it('answers a repeated request from memory for 30 days, and carries out again what had failed', async () => {
    const { stripe, control, raw } = newWorld()
    const post = (body: object, key: string) => raw(PATH, json(JSON.stringify(body), { 'Idempotency-Key': key }))
    const first = await post(CUSTOMER, 'a')
    await control.advanceClock(29 * 86_400)
    const again = await post(CUSTOMER, 'a')
    expect([again.status, again.body['id'], again.headers.get('idempotent-replayed')]).toEqual([
      200,
      first.body['id'],
      'true',
    ])
    const other = await post({ ...CUSTOMER, display_name: 'Sam' }, 'a')
    expect([other.status, other.error['type']]).toEqual([400, 'idempotency_error'])
    await control.advanceClock(2 * 86_400)
    expect((await post(CUSTOMER, 'a')).body['id']).not.toBe(first.body['id'])

    await control.faults([{ match: { path: PATH }, kind: 'error_500_with_effect', count: 1 }])
    expect((await post(CUSTOMER, 'b')).status).toBe(500)
    expect((await post(CUSTOMER, 'b')).status).toBe(200)
    expect((await stripe.v2.core.accounts.list({}, PREVIEW)).data).toHaveLength(3)
  })
})
