import { describe, expect, it } from 'vitest'
import { newCustomer } from '../support/saving'
import { db, transaction, type Transaction } from '@/lib/server/db'

type Lock = (tx: Transaction, id: string) => Promise<unknown>

/** Two transactions that each hold what the other one wants next; answers how often each was begun. */
async function entangle(lock: Lock): Promise<number[]> {
  const [one, two] = [(await newCustomer()).id, (await newCustomer()).id]
  const begun = [0, 0]
  const holding = [gate(), gate()]
  const both = Promise.all(holding.map(({ opened }) => opened))
  const run = (at: 0 | 1, ids: string[]) =>
    transaction(async (tx) => {
      begun[at] = (begun[at] ?? 0) + 1
      for (const id of ids) {
        await lock(tx, id)
        holding[at]?.open()
        await both
      }
    })
  await Promise.all([run(0, [one, two]), run(1, [two, one])])
  return begun.toSorted()
}

function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open: () => open() }
}

describe('two transactions that wait for each other', () => {
  it.each<[string, Lock]>([
    ['writes', (tx, id) => tx.customer.update({ where: { id }, data: { livemode: false } })],
    ['row locks', (tx, id) => tx.$queryRaw`select 1 from customers where id = ${id}::uuid for update`],
  ])('by %s both end well, because the one that loses begins again', async (_by, lock) => {
    expect(await entangle(lock)).toEqual([1, 2])
  })

  it('leave nothing behind of the try that lost', async () => {
    const { id } = await newCustomer()
    const failing = transaction(async (tx) => {
      await tx.customer.update({ where: { id }, data: { livemode: true } })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect((await db().customer.findUniqueOrThrow({ where: { id } })).livemode).toBeNull()
  })
})
