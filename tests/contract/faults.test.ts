import { describe, expect, it } from 'vitest'
import { count, create, creating, creations, dropped, made, repeated, sam } from './faulted-requests'
import { type TestWorld, choose, confirmedSetup, form, refusal, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

describe('a dropped connection', () => {
  // The SDK sends a request once more when its connection was closed, whatever maxNetworkRetries says.
  it('before anything happened leaves nothing behind, and a repeat happens', async () => {
    const world = newWorld()
    await world.control.faults([{ kind: 'drop_before', match: creating, count: 2 }])
    expect((await refusal(create(world))).type).toBe('StripeConnectionError')
    expect(await count(world)).toBe(0)
    await create(world)
    const fault = 'drop_before'
    expect(await creations(world)).toEqual([{ fault, ...dropped }, { fault, ...dropped }, made])
  })

  it('after everything happened leaves it done, and a repeat is answered from memory', async () => {
    const world = newWorld()
    await world.control.faults([{ kind: 'drop_after', match: creating, count: 2 }])
    expect((await refusal(create(world))).type).toBe('StripeConnectionError')
    expect(await count(world)).toBe(1)
    expect((await create(world)).name).toBe('Sam')
    expect(await count(world)).toBe(1)
    const fault = 'drop_after'
    expect(await creations(world)).toEqual([{ ...made, fault }, { ...repeated, fault }, repeated])
  })

  it('without an idempotency key lets the SDK’s own repetition happen twice', async () => {
    const world = newWorld()
    await world.control.faults([{ kind: 'drop_after', match: creating, count: 2 }])
    await expect(fetch(new URL('/v1/customers', world.origin), asServer(world, sam()))).rejects.toThrow()
    await expect(fetch(new URL('/v1/customers', world.origin), asServer(world, sam()))).rejects.toThrow()
    expect(await count(world)).toBe(2)
  })

  it('in the middle of the answer has sent the headers and half of the body', async () => {
    const world = newWorld()
    await world.control.faults([{ kind: 'drop_mid_body', match: creating, count: 2 }])
    const response = await fetch(new URL('/v1/customers', world.origin), asServer(world, sam('key')))
    expect(response.status).toBe(200)
    expect(response.headers.get('request-id')).toMatch(/^req_/)
    await expect(response.text()).rejects.toThrow()
    expect((await refusal(create(world))).message).toContain('connection to Stripe')
    expect((await create(world)).name).toBe('Sam')
    expect(await count(world)).toBe(1)
    const fault = 'drop_mid_body'
    expect(await creations(world)).toEqual([{ ...made, fault }, { ...repeated, fault }, repeated])
  })
})

function asServer({ secretKey }: TestWorld, { headers, ...request }: RequestInit): RequestInit {
  return { ...request, headers: { ...(headers as Record<string, string>), Authorization: `Bearer ${secretKey}` } }
}

describe('an error 500', () => {
  it.each([
    ['error_500_no_effect', 0],
    ['error_500_with_effect', 1],
  ] as const)('%s is repeated under its key for 24 hours, with %i made', async (kind, effect) => {
    const world = newWorld()
    await world.control.faults([{ kind, match: creating, count: 1 }])
    const first = await refusal(create(world))
    expect(first).toMatchObject({ type: 'StripeAPIError', statusCode: 500, rawType: 'api_error' })
    expect(await count(world)).toBe(effect)
    const again = await world.raw('/v1/customers', sam('key'))
    expect(again).toMatchObject({ status: 500, error: { message: first.message } })
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(again.headers.get('original-request')).toBe(first.requestId)
    expect(await count(world)).toBe(effect)
    await world.control.advanceClock(86_400)
    await create(world)
    expect(await count(world)).toBe(effect + 1)
    const error = { status: 500, errorCode: 'api_error' }
    expect(await creations(world)).toEqual([
      { ...made, ...error, fault: kind, made: effect },
      { ...repeated, status: 500 },
      made,
    ])
    expect((await world.stripe.events.list()).data).toHaveLength(effect + 1)
  })

  it('does not outlive a request without a key', async () => {
    const world = newWorld()
    await world.control.faults([{ kind: 'error_500_no_effect', match: creating, count: 1 }])
    expect((await world.raw('/v1/customers', sam())).status).toBe(500)
    expect((await world.raw('/v1/customers', sam())).status).toBe(200)
  })

  it('undoes everything a confirmation has done, or keeps everything', async () => {
    const world = newWorld()
    const confirming = { method: 'POST', path: '/v1/setup_intents/:id/confirm' } as const
    await world.control.faults([{ kind: 'error_500_no_effect', match: confirming, count: 1 }])
    await refusal(confirmedSetup(world))
    expect((await world.stripe.setupIntents.list()).data[0]?.status).toBe('requires_payment_method')
    expect((await world.control.state()).objects.mandates).toEqual([])
    await world.control.faults([{ kind: 'error_500_with_effect', match: confirming, count: 1 }])
    await refusal(confirmedSetup(world))
    expect((await world.stripe.setupIntents.list()).data[0]?.status).toBe('requires_action')
    const { page } = await confirmedSetup(world)
    expect((await choose(page, 'Authorize Test Setup')).searchParams.get('redirect_status')).toBe('succeeded')
  })

  it('leaves alone what is refused at once, and what is only repeated', async () => {
    const world = newWorld()
    await create(world, 'saved')
    await world.control.faults([{ kind: 'error_500_with_effect', count: 1 }])
    expect((await world.raw('/v1/customers', form({ nam: 'Sam' }))).status).toBe(400)
    expect((await create(world, 'saved')).name).toBe('Sam')
    expect((await world.control.faultState()).rules).toMatchObject([{ matched: 1, struck: 0 }])
    expect((await refusal(create(world, 'new'))).statusCode).toBe(500)
    const [refused] = (await world.control.wholeJournal()).slice(1)
    expect(refused).toMatchObject({ status: 400, fault: null })
  })
})
