import { describe, expect, it } from 'vitest'
import { form, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

describe('the removed parameter payment_method_types', () => {
  it.each(['2026-10-28.endive', '2026-09-30.endive', '2026-08-26.preview'])('is refused on %s', async (version) => {
    const world = newWorld()
    const fields = { 'payment_method_types[]': 'amazon_pay' }
    const answer = await world.raw('/v1/setup_intents', form(fields, { 'Stripe-Version': version }))
    expect(answer.status).toBe(400)
    expect(answer.error['code']).toBe('payment_method_types_no_longer_supported')
  })

  // The guides' own samples name no version and send it.
  it.each([undefined, '2026-08-26.dahlia', '2026-06-24.dahlia', '2024-06-20'])('is taken on %s', async (version) => {
    const world = newWorld()
    const fields = {
      'payment_method_types[]': 'amazon_pay',
      'payment_method_data[type]': 'amazon_pay',
      usage: 'off_session',
    }
    const headers = version ? { 'Stripe-Version': version } : {}
    const answer = await world.raw('/v1/setup_intents', form(fields, headers))
    expect(answer.body).toMatchObject({ status: 'requires_confirmation', payment_method_types: ['amazon_pay'] })
    expect(answer.headers.get('stripe-version')).toBe(version ?? '2026-10-28.endive')
  })

  it('excludes its replacement', async () => {
    const world = newWorld()
    const fields = { 'allowed_payment_method_types[0]': 'amazon_pay', 'excluded_payment_method_types[0]': 'card' }
    const answer = await world.raw('/v1/setup_intents', form(fields))
    expect(answer.error).toMatchObject({
      code: 'parameters_exclusive',
      message:
        'You may only specify one of these parameters: allowed_payment_method_types, excluded_payment_method_types.',
    })
  })
})
