import { describe, expect, it } from 'vitest'
import type { Evidence } from '../campaign/checkers/evidence'
import { brokenBy } from '../campaign/checkers/sound-evidence'

describe('the campaign’s checkers of the money', () => {
  it('find nothing wrong with a faultless run', () => {
    expect(brokenBy(() => {})).toEqual([])
  })

  it.each<[string, string, (evidence: Evidence) => void]>([
    [
      'a second intent of an order that succeeds',
      'C1 no order was paid twice',
      ({ world }) => {
        const [paid] = world.objects.payment_intents
        world.objects.payment_intents.push({ ...paid!, id: 'pi_3' })
      },
    ],
    [
      'a second charge of one intent',
      'C1 no order was paid twice',
      ({ world }) => {
        const [paid] = world.objects.charges
        world.objects.charges.push({ ...paid!, id: 'py_3' })
      },
    ],
    ['a client who never heard', 'C1 every client was told an outcome', ({ answers }) => void answers.told.pop()],
    [
      'two answers to one key',
      'C1 one key, one payment, one answer',
      ({ answers }) => void answers.wrong.push('order 1'),
    ],
    [
      '"paid" where Stripe has no money',
      'C1 whoever was told "paid" has paid',
      ({ answers }) => {
        answers.told[1]!.state = 'paid'
      },
    ],
    [
      '"declined" where Stripe has the money',
      'C1 whoever has paid was told "paid"',
      ({ answers }) => {
        answers.told[0]!.state = 'declined'
      },
    ],
    [
      'an outcome that is none',
      'C1 what was not paid was declined',
      ({ answers }) => {
        answers.told[1]!.state = 'refused'
      },
    ],
    [
      'another amount than was asked for',
      'C1 each charge was for the amount its client asked for',
      ({ answers }) => {
        answers.told[0]!.order.amount = 1300
      },
    ],
    [
      'an order nobody asked for',
      'C1 no order was made that nobody asked for',
      ({ rows }) => {
        rows.orders.push({ ...rows.orders[0]!, id: 'order-3' })
      },
    ],
    [
      'a balance that is a cent off',
      'C3 the clearing account is Stripe’s balance',
      ({ world }) => {
        world.balance.usd!.net += 1
      },
    ],
    [
      'a transaction that does not add up',
      'C3 each ledger transaction adds up to zero',
      ({ rows }) => {
        rows.entries[0]!.amount += 1
      },
    ],
    [
      'a charge that is missing',
      'C3 each charge is in the ledger once, with its fee',
      ({ rows }) => {
        rows.entries = []
      },
    ],
    [
      'a charge that was recorded twice',
      'C3 each charge is in the ledger once, with its fee',
      ({ rows }) => {
        rows.entries.push(...rows.entries.map((entry) => ({ ...entry, transaction_id: 'transaction-2' })))
      },
    ],
    [
      'money from nowhere',
      'C3 nothing else is in the ledger',
      ({ rows }) => {
        rows.entries[0]!.source = 'charge:py_9'
      },
    ],
  ])('find %s', (_what, name, spoil) => {
    expect(brokenBy(spoil)).toContain(name)
  })
})
