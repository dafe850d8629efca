import { type TestWorld, form } from './sandbox-under-test'

/** The one call these tests disturb. */
export const creating = { method: 'POST', path: '/v1/customers' } as const
export const create = ({ stripe }: TestWorld, idempotencyKey = 'key') =>
  stripe.customers.create({ name: 'Sam' }, { idempotencyKey })
export const sam = (key?: string) => form({ name: 'Sam' }, key === undefined ? {} : { 'Idempotency-Key': key })
export const count = async ({ stripe }: TestWorld) => (await stripe.customers.list({ limit: 100 })).data.length

/** What the journal holds of creating customers, oldest first. */
export async function creations({ control }: TestWorld) {
  const requests = await control.wholeJournal()
  return requests
    .filter(({ method, path }) => method === 'POST' && path === '/v1/customers')
    .map(({ fault, status, replayed, errorCode, effects }) => ({
      fault,
      status,
      replayed,
      errorCode,
      made: effects.objects.length,
    }))
}

export const made = { fault: null, status: 200, replayed: false, errorCode: null, made: 1 }
export const repeated = { fault: null, status: 200, replayed: true, errorCode: null, made: 0 }
export const dropped = { status: null, replayed: false, errorCode: null, made: 0 }
