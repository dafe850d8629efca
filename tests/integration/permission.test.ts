import { beforeAll, describe, expect, it } from 'vitest'
import { approved, newCustomer, rowOf, start } from '../support/saving'
import { db } from '@/lib/server/db'
import { toMandateDto } from '@/lib/server/mandates/dto'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { publishNotices } from '@/lib/server/mandates/publish-notice'
import { findMandate } from '@/lib/server/mandates/store'
import { viewMandate } from '@/lib/server/mandates/view-mandate'
import { mandateDto } from '@/lib/contracts/mandates'
import { syncSetup } from '@/lib/server/payment-methods/sync-setup'

const run = (sql: string) => db().$executeRawUnsafe(sql)
const ids = { mandate: '', notice: '', setup: '' }

beforeAll(async () => {
  const { setupId } = await approved(await newCustomer())
  await syncSetup(setupId)
  const { mandate } = await rowOf(setupId)
  Object.assign(ids, { mandate: mandate?.id, notice: mandate?.noticeId, setup: setupId })
})

describe('what a customer agreed to', () => {
  it.each([
    `accepted_text = 'something else'`,
    `opt_in_text = 'something else'`,
    `merchant = 'somebody else'`,
    `terms_version = '1999-01-01'`,
    `customer_name = 'Eve'`,
    `customer_email = 'eve@example.com'`,
    `notice_version = 99`,
    `notice_hash = 'x'`,
    `locale = 'de'`,
    `accepted_at = now() - interval '1 year'`,
    `accepted_page = '/elsewhere'`,
    `accepted_agent = 'another browser'`,
    `accepted_agent = null`,
    `usage = 'on_session'`,
    `accepted_ip = '198.51.100.66'`,
    `accepted_ip = null, ip_source = 'unverified'`,
    `ip_source = 'proxy'`,
    `customer_id = gen_random_uuid()`,
  ])('is never rewritten: %s', async (change) => {
    const before = await findMandate(ids.mandate)
    await expect(run(`update mandates set ${change} where id = '${ids.mandate}'`)).rejects.toThrow(/never rewritten/)
    expect(await findMandate(ids.mandate)).toEqual(before)
  })

  it('is never deleted', async () => {
    await expect(run(`delete from mandates where id = '${ids.mandate}'`)).rejects.toThrow(/kept as they were written/)
    await expect(run(`delete from setups where id = '${ids.setup}'`)).rejects.toThrow()
    await expect(run('truncate mandates')).rejects.toThrow(/kept as they were written/)
    expect(await findMandate(ids.mandate)).not.toBeNull()
  })

  it('may stop being in force', async () => {
    await expect(run(`update mandates set status = 'inactive' where id = '${ids.mandate}'`)).rejects.toThrow(/check/)
    await run(`update mandates set status = 'inactive', ended_at = now() where id = '${ids.mandate}'`)
    await run(`update mandates set status = 'active', ended_at = null where id = '${ids.mandate}'`)
  })

  it('can be shown to its customer and to the merchant’s people, and to nobody else', async () => {
    const mandate = await findMandate(ids.mandate)
    if (!mandate?.customer.userId) throw new Error('The mandate or its customer’s account is gone.')
    expect(mandateDto.parse(toMandateDto(mandate))).toMatchObject({ status: 'active', ipSource: 'stripe' })
    const person = { name: 'Eve', email: 'eve@example.com' }
    const own = { ...person, userId: mandate.customer.userId, role: 'customer' } as const
    expect(await viewMandate(ids.mandate, own)).toMatchObject({ id: ids.mandate })
    expect(await viewMandate(ids.mandate, { ...person, userId: crypto.randomUUID(), role: 'merchant' })).not.toBeNull()
    expect(await viewMandate(ids.mandate, { ...person, userId: crypto.randomUUID(), role: 'customer' })).toBeNull()
    expect(await viewMandate(crypto.randomUUID(), own)).toBeNull()
  })
})

describe('a published notice', () => {
  it.each([`text = 'x'`, `version = 7`, `hash = 'x'`, `opt_in_text = 'x'`])('is never changed: %s', async (change) => {
    await expect(run(`update mandate_notices set ${change} where id = '${ids.notice}'`)).rejects.toThrow(
      /kept as they were/,
    )
  })

  it('is never deleted', async () => {
    await expect(run(`delete from mandate_notices where id = '${ids.notice}'`)).rejects.toThrow(/kept as they were/)
  })

  it('is not published again while its words are the same', async () => {
    const { id } = await currentNotice()
    await Promise.all(Array.from({ length: 5 }, () => publishNotices()))
    expect((await currentNotice()).id).toBe(id)
    expect(await db().mandateNotice.groupBy({ by: ['covers'], _count: true })).toMatchObject([
      { _count: 1 },
      { _count: 1 },
    ])
  })
})

describe('the audit', () => {
  it('is never changed or shortened', async () => {
    await expect(run(`update audit_entries set action = 'x'`)).rejects.toThrow(/kept as they were/)
    await expect(run(`delete from audit_entries`)).rejects.toThrow(/kept as they were/)
  })
})

describe('the database refuses a mandate', () => {
  it.each([
    ['without the words of the opt-in that was offered', `opt_in_text = ''`],
    ['with an address for which nothing vouches', `accepted_ip = '203.0.113.7'`],
    ['with a voucher but no address', `ip_source = 'proxy'`],
    ['without words', `accepted_text = ''`],
    ['that is in force since no time', `status = 'active'`],
  ])('%s', async (_which, change) => {
    const { id } = await start(await newCustomer(), { usage: 'on_session' })
    // The words are guarded by a trigger as well; the constraint is what is asked for here.
    const wrong = db().$transaction([
      db().$executeRawUnsafe(`set local session_replication_role = replica`),
      db().$executeRawUnsafe(`update mandates set ${change} where setup_id = '${id}'`),
    ])
    await expect(wrong).rejects.toThrow(/mandates_(\w*check|in_force_since)/)
  })
})
