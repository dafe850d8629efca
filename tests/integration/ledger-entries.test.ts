import { beforeAll, describe, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { charge, customerWithMethod, newMerchant, paymentOf } from '../support/charging'
import { type Entry, entriesOf, movement } from '../support/ledger'
import { db, transaction, type Transaction } from '@/lib/server/db'
import { recordCharge } from '@/lib/server/ledger/store'
import { newId } from '@/lib/server/new-id'

let paymentId: string

beforeAll(async () => {
  await freshWorld()
  paymentId = await charge(await newMerchant(), (await customerWithMethod()).id)
})

const counts = async () => [await db().ledgerTransaction.count(), await db().ledgerEntry.count()]

/** Runs what the database has to refuse, and makes sure that nothing of it is left. */
async function refused(work: (tx: Transaction) => Promise<unknown>, why: RegExp): Promise<void> {
  const before = await counts()
  await expect(transaction(work)).rejects.toThrow(why)
  expect(await counts()).toEqual(before)
}

const UNBALANCED = /does not add up to zero/
const STAYS = /its rows are kept as they were written/
const written = async () =>
  db().ledgerTransaction.findFirstOrThrow({ where: { paymentId }, include: { entries: true } })

describe('a ledger transaction', () => {
  it.each<[string, Entry[]]>([
    ['does not add up to zero', ['stripe_clearing 100', 'revenue -99']],
    ['has one side only', ['stripe_clearing 100']],
    ['has no entries', []],
    ['adds up to zero only over two currencies', ['stripe_clearing 100', 'revenue -100 eur']],
    ['adds up in one of two currencies', ['stripe_clearing 1', 'revenue -1', 'fees 5 eur']],
  ])('that %s is refused when it is committed', async (_what, entries) => {
    await refused((tx) => movement(tx, paymentId, entries), UNBALANCED)
  })

  it('is judged as a whole: its entries may come one by one', async () => {
    const id = await transaction(async (tx) => {
      const made = await movement(tx, paymentId, ['stripe_clearing 100'])
      await entriesOf(tx, made, ['fees -40'])
      await entriesOf(tx, made, ['revenue -60'])
      return made
    })
    expect(await db().ledgerEntry.count({ where: { transactionId: id } })).toBe(3)
    await transaction((tx) => movement(tx, paymentId, ['stripe_clearing -100', 'fees 40', 'revenue 60']))
  })

  it('that was balanced is not unbalanced later', async () => {
    const { id } = await written()
    await refused((tx) => entriesOf(tx, id, ['fees 1']), UNBALANCED)
  })

  it('is not added to later, not even by what adds up to zero', async () => {
    const { id } = await written()
    await refused((tx) => entriesOf(tx, id, ['fees 1', 'revenue -1']), /was written before/)
  })

  it('of nothing at all is not an entry', async () => {
    await refused((tx) => movement(tx, paymentId, ['fees 0']), /check constraint|23514/)
  })

  it('needs a payment, and an entry needs a transaction', async () => {
    await refused((tx) => entriesOf(tx, newId(), ['fees 1', 'revenue -1']), /foreign key|P2003/i)
    const orphan = { id: newId(), source: 'test:orphan', paymentId: newId(), occurredAt: new Date() }
    await refused((tx) => tx.ledgerTransaction.create({ data: orphan }), /foreign key|P2003/i)
  })

  it('is written once per cause', async () => {
    const { source } = await written()
    const twice = { id: newId(), source, paymentId, occurredAt: new Date() }
    await refused((tx) => tx.ledgerTransaction.create({ data: twice }), /unique constraint/i)
    const { stripeChargeId } = await paymentOf(paymentId)
    const again = {
      paymentId,
      stripeChargeId: String(stripeChargeId),
      paidAt: new Date(),
      settlement: { amount: 1200, fee: 65, currency: 'usd' },
    }
    await refused((tx) => recordCharge(tx, again), /unique constraint/i)
  })

  it('goes with the payment: neither is written without the other', async () => {
    const before = await counts()
    const failing = transaction(async (tx) => {
      await movement(tx, paymentId, ['fees 1', 'revenue -1'])
      throw new Error('after the ledger')
    })
    await expect(failing).rejects.toThrow('after the ledger')
    expect(await counts()).toEqual(before)
  })
})

describe('what is written in the ledger', () => {
  it('is never changed, deleted or emptied', async () => {
    const { id, entries } = await written()
    const [entry] = entries
    const before = await written()
    for (const forbidden of [
      (tx: Transaction) => tx.ledgerEntry.updateMany({ where: { transactionId: id }, data: { amount: 1 } }),
      (tx: Transaction) => tx.ledgerEntry.delete({ where: { id: entry?.id ?? '' } }),
      (tx: Transaction) => tx.ledgerEntry.deleteMany({ where: { transactionId: id } }),
      (tx: Transaction) => tx.ledgerTransaction.update({ where: { id }, data: { source: 'test:other' } }),
      (tx: Transaction) => tx.ledgerTransaction.deleteMany({ where: { id } }),
      (tx: Transaction) => tx.$executeRaw`truncate ledger_entries`,
      (tx: Transaction) => tx.$executeRaw`truncate ledger_transactions cascade`,
      (tx: Transaction) => tx.$executeRaw`truncate payments cascade`,
    ])
      await refused(forbidden, STAYS)
    expect(await written()).toEqual(before)
  })
})
