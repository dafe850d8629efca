import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backend } from '../support/backend'
import { freshWorld } from '../support/business-clock'
import { customerWithMethod, expireLeases, jobOf } from '../support/charging'
import { type Saved, stripeMethodOf } from '../support/elsewhere'
import { startStripeProxy } from '../support/stripe-proxy'
import { deliver, handleAll, madeUpEvent } from '../support/webhooks'
import { db } from '@/lib/server/db'
import { workJobs } from '@/lib/server/jobs/work-jobs'

const proxy = await startStripeProxy(backend.sandboxUrl)
process.env.STRIPE_API_BASE = proxy.origin

let customer: Saved

beforeEach(async () => {
  await freshWorld()
  await Promise.all([db().stripeEvent.deleteMany(), db().job.deleteMany({ where: { dueAt: { not: null } } })])
  customer = await customerWithMethod()
})
afterEach(() => proxy.heal())
afterAll(() => proxy.close())

/** Something to do that makes the worker read a saved method, after so many attempts have failed. */
type Waiting = {
  failed: (attempts: number) => Promise<unknown>
  turn: () => Promise<unknown>
  row: () => Promise<object | null>
}

/** A command to read the method, as every save leaves one. */
function command(): Waiting {
  const subjectId = customer.paymentMethod.id
  return {
    failed: (attempts) => db().job.create({ data: { kind: 'sync_method', subjectId, attempts } }),
    turn: async () => {
      await expireLeases()
      await workJobs()
    },
    row: async () => {
      const { attempts, dueAt, doneAt, lastError } = await jobOf(subjectId)
      return { attempts, dueAt, endedAt: doneAt, lastError }
    },
  }
}

function event(): Waiting {
  const object = { id: stripeMethodOf(customer), object: 'payment_method', metadata: {} }
  const made = madeUpEvent({ type: 'payment_method.detached', data: { object } })
  const where = { id: made.id }
  return {
    failed: async (attempts) => {
      await deliver(made)
      await db().stripeEvent.update({ where, data: { attempts } })
    },
    turn: async () => {
      await db().$executeRaw`update stripe_events set due_at = now() - interval '1 second' where due_at is not null`
      await handleAll()
    },
    row: async () => {
      const { attempts, dueAt, handledAt, lastError } = await db().stripeEvent.findUniqueOrThrow({ where })
      return { attempts, dueAt, endedAt: handledAt, lastError }
    },
  }
}

describe.each([
  ['an event', 10, event],
  ['a command', 20, command],
])('%s', (_what, limit, make) => {
  it('is not given up because Stripe has been away for long, and is done once it is back', async () => {
    const waiting = make()
    await waiting.failed(limit - 1)
    proxy.breaks(/^GET \/v1\/(mandates|payment_methods)\//, 503)
    for (const attempts of [limit, limit + 1, limit + 2]) {
      await waiting.turn()
      expect(await waiting.row()).toMatchObject({
        attempts,
        dueAt: expect.any(Date),
        endedAt: null,
        lastError: expect.stringContaining('payment provider'),
      })
    }
    proxy.heal()
    await waiting.turn()
    expect(await waiting.row()).toEqual({
      attempts: limit + 3,
      dueAt: null,
      endedAt: expect.any(Date),
      lastError: null,
    })
  })

  it(`that fails for a reason of its own is given up after ${limit} attempts`, async () => {
    const waiting = make()
    await db().paymentMethod.update({ where: { id: customer.paymentMethod.id }, data: { livemode: true } })
    await waiting.failed(limit - 2)
    const failed = { endedAt: null, lastError: expect.stringContaining('another Stripe account') }
    await waiting.turn()
    expect(await waiting.row()).toMatchObject({ attempts: limit - 1, dueAt: expect.any(Date), ...failed })
    await waiting.turn()
    expect(await waiting.row()).toMatchObject({ attempts: limit, dueAt: null, ...failed })
    await waiting.turn()
    expect(await waiting.row()).toMatchObject({ attempts: limit, dueAt: null, ...failed })
  })
})
