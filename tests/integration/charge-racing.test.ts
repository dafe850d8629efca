import { beforeEach, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { wrongKeys } from '../support/charge-keys'
import { customerWithMethod, newMerchant, workOff } from '../support/charging'
import { inBatches } from '../support/in-batches'
import { send, signedIn } from '../support/requests'
import { control } from '../support/saving'
import { POST } from '@/app/api/charges/route'
import type { ChargedDto } from '@/lib/contracts/charges'
import { db } from '@/lib/server/db'
import { compareLedger } from '@/lib/server/ledger/compare-ledger'

// All 500: CHARGES=500 node scripts/test.mjs --only integration charge-racing
const CHARGES = Number(process.env.CHARGES ?? 60)
const CLIENTS = 4

beforeEach(freshWorld)

it(
  `charges each of ${CHARGES} orders once, when ${CLIENTS} clients send every one of them at the same time`,
  async () => {
    const merchant = await newMerchant()
    const cookie = await signedIn(merchant)
    const customers = [await customerWithMethod(), await customerWithMethod(), await customerWithMethod()]
    const asked = Array.from({ length: CHARGES }, (_, at) => ({
      key: `order-${at}`,
      body: {
        customerId: customers[at % customers.length]?.id,
        amount: 1000 + at,
        currency: 'usd',
        description: `Ride ${at}`,
      },
    }))
    const answers = new Map<string, ChargedDto[]>()
    await inBatches(asked, 5, async ({ key, body }) => {
      const request = { cookie, json: body, headers: { 'idempotency-key': key } }
      const responses = await Promise.all(Array.from({ length: CLIENTS }, () => send(POST, request)))
      expect(responses.map(({ status }) => status).every((status) => status === 200 || status === 202)).toBe(true)
      answers.set(key, await Promise.all(responses.map((response) => response.json() as Promise<ChargedDto>)))
    })
    await workOff()

    const ids = asked.map(({ key }) => [...new Set(answers.get(key)?.map(({ id }) => id))])
    expect(ids.every((each) => each.length === 1)).toBe(true)
    const rows = await db().payment.findMany({ include: { ledger: true } })
    expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.flat().toSorted())
    expect(rows.every(({ status, ledger }) => status === 'succeeded' && ledger.length === 1)).toBe(true)
    expect(await db().order.count()).toBe(CHARGES)

    const { payment_intents, charges } = (await control.state()).objects
    expect(payment_intents.map(({ metadata }) => metadata.payment_id).toSorted()).toEqual(ids.flat().toSorted())
    expect(new Set(charges.map(({ payment_intent }) => payment_intent)).size).toBe(CHARGES)
    expect(charges.map(({ amount }) => amount).toSorted((a, b) => a - b)).toEqual(asked.map(({ body }) => body.amount))
    expect(wrongKeys(await control.wholeJournal())).toEqual([])
    expect((await compareLedger(merchant))?.map(({ difference }) => difference)).toEqual([0])
  },
  CHARGES * 1000,
)
