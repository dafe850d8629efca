import { beforeEach, describe, expect, it } from 'vitest'
import { freshWorld, moveClock } from '../support/business-clock'
import { added, answerOf, codeOf, NOTHING, ONE, shop } from '../support/charge-asked'
import { newMerchant, workOff } from '../support/charging'
import { send, signedIn } from '../support/requests'
import { control } from '../support/saving'
import { POST } from '@/app/api/charges/route'
import { db } from '@/lib/server/db'

beforeEach(async () => {
  await freshWorld()
  await control.faults([])
})

describe('an Idempotency-Key', () => {
  it('is required', async () => {
    const { cookie, body } = await shop()
    const answers: unknown[] = []
    const left = await added(async () => answers.push(await codeOf(await send(POST, { cookie, json: body }))))
    expect([answers, left]).toEqual([[[400, 'idempotency_key_missing']], NOTHING])
  })

  it('of other than 1 to 255 printable characters is refused', async () => {
    const { cookie, body } = await shop()
    const sent = ['', ' ', 'käse', 'a b', 'a\tb', 'x'.repeat(256)].map((attemptKey) => ({ ...body, attemptKey }))
    const answers: unknown[] = []
    const left = await added(async () => {
      for (const json of sent) answers.push((await send(POST, { cookie, json })).status)
    })
    expect([answers, left]).toEqual([[400, 400, 400, 400, 400, 422], NOTHING])
  })

  it('sent again gives the same payment, and asks Stripe nothing', async () => {
    const { ask } = await shop()
    const key = crypto.randomUUID()
    const first = await answerOf(await ask({ key }))
    const requests = (await control.wholeJournal()).length
    expect(await added(async () => expect(await answerOf(await ask({ key }))).toEqual(first))).toEqual(NOTHING)
    // Stripe forgets its keys after a day; ours are kept.
    await moveClock(40 * 86_400)
    expect(await added(async () => expect(await answerOf(await ask({ key }))).toEqual(first))).toEqual(NOTHING)
    expect(await control.wholeJournal()).toHaveLength(requests)
  })

  it('sent again tells how the payment stands by now', async () => {
    const { ask } = await shop()
    const key = crypto.randomUUID()
    await control.faults([{ kind: 'error_503' }])
    const [status, { id }] = await answerOf(await ask({ key }))
    await control.faults([])
    await workOff()
    expect([status, await answerOf(await ask({ key }))]).toEqual([
      202,
      [200, expect.objectContaining({ id, state: 'paid' })],
    ])
  })

  it('sent again gives a payment whose method is gone by now, and one whose customer allows nothing any more', async () => {
    const { ask, customer } = await shop()
    const key = crypto.randomUUID()
    const first = await answerOf(await ask({ key }))
    await db().paymentMethod.update({
      where: { id: customer.paymentMethod.id },
      data: { status: 'detached', detachReason: 'detached', detachedAt: new Date(), isDefault: false },
    })
    expect(await answerOf(await ask({ key }))).toEqual(first)
  })

  it.each([
    ['amount', { amount: 1201 }],
    ['description', { description: 'Ride to Mars' }],
    ['customer', { customerId: crypto.randomUUID() }],
    ['method', { paymentMethodId: crypto.randomUUID() }],
    ['currency', { currency: 'eur' }],
  ])('sent again with another %s is refused', async (_what, changes) => {
    const { ask } = await shop()
    const key = crypto.randomUUID()
    await ask({ key })
    const answers: unknown[] = []
    const left = await added(async () => answers.push(await codeOf(await ask({ key, changes }))))
    expect([answers, left]).toEqual([[[409, 'idempotency_key_reused']], NOTHING])
  })

  it('belongs to the person who used it: another one’s charge with it is a charge of its own', async () => {
    const { ask } = await shop()
    const key = crypto.randomUUID()
    const [, mine] = await answerOf(await ask({ key }))
    const cookie = await signedIn(await newMerchant())
    const [status, theirs] = await answerOf(await ask({ key, cookie, changes: { amount: 900 } }))
    expect([status, theirs.state]).toEqual([200, 'paid'])
    expect(theirs.id).not.toBe(mine.id)
  })

  it('charges once when twenty requests bring it at the same time', async () => {
    const { ask } = await shop()
    const key = crypto.randomUUID()
    const answers: Awaited<ReturnType<typeof answerOf>>[] = []
    const left = await added(async () => {
      answers.push(...(await Promise.all(Array.from({ length: 20 }, async () => answerOf(await ask({ key }))))))
      await workOff()
    })
    expect(left).toEqual(ONE)
    expect(new Set(answers.map(([, { id }]) => id)).size).toBe(1)
    expect(answers.every(([status, { reason }]) => [200, 202].includes(status) && reason === null)).toBe(true)
    const effects = (await control.wholeJournal()).flatMap(({ effects: { objects } }) => objects)
    expect(effects.filter((id) => id.startsWith('py_'))).toHaveLength(1)
    expect(new Set(effects.filter((id) => id.startsWith('pi_'))).size).toBe(1)
  })

  it('charges once when twenty requests bring it at the same time, with two bodies', async () => {
    const { ask } = await shop()
    const key = crypto.randomUUID()
    const statuses: number[] = []
    const left = await added(async () => {
      const amounts = Array.from({ length: 20 }, (_, at) => ({ amount: 1200 + (at % 2) }))
      const answers = await Promise.all(amounts.map((changes) => ask({ key, changes })))
      statuses.push(...answers.map(({ status }) => status))
    })
    expect(left).toEqual(ONE)
    expect(statuses.filter((status) => status === 409)).toHaveLength(10)
  })
})
