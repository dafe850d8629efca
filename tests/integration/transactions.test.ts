import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { backend } from '../support/backend'
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

describe('a row that somebody else holds', () => {
  it('is waited for a few seconds at a time, and written once it is free', async () => {
    const { id } = await newCustomer()
    const other = new pg.Client(backend.databaseUrl)
    await other.connect()
    await other.query('begin')
    await other.query('select 1 from customers where id = $1 for update', [id])
    let begun = 0
    const writing = transaction(async (tx) => {
      begun++
      if (begun === 2) await other.query('rollback')
      await tx.customer.update({ where: { id }, data: { livemode: false } })
    })
    await writing
    expect(begun).toBe(2)
    expect((await db().customer.findUniqueOrThrow({ where: { id } })).livemode).toBe(false)
    await other.end()
  })

  it('is not held for long by one of our processes that froze', async () => {
    const [limits] = await db().$queryRaw<object[]>`
      select current_setting('idle_in_transaction_session_timeout') as idle, current_setting('lock_timeout') as lock,
             current_setting('statement_timeout') as statement`
    expect(limits).toEqual({ idle: '5s', lock: '3s', statement: '10s' })
  })
})
