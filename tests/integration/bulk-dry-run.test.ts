import { beforeAll, describe, expect, it } from 'vitest'
import {
  command,
  csvOf,
  type Desk,
  drafted,
  linesOf,
  openDesk,
  outcomeFile,
  seen,
  start,
  upload,
} from '../support/batches'
import { nameOf } from '../support/at-stripe'
import { freshWorld } from '../support/business-clock'
import { said } from '../support/console'
import { customerWithMethod } from '../support/charging'
import { send, signedIn } from '../support/requests'
import { control, newCustomer } from '../support/saving'
import { POST } from '@/app/api/charge-batches/route'
import { viewBatchPage } from '@/lib/server/charge-batches/view-batch'
import { db } from '@/lib/server/db'

let desk: Desk
let rider: Awaited<ReturnType<typeof customerWithMethod>>

beforeAll(async () => {
  await freshWorld()
  desk = await openDesk()
  rider = await customerWithMethod()
})

const HEAD = 'customer,amount,currency,description,reference'

describe('an uploaded list', () => {
  it('tells of every line what is wrong with it, keeps the good ones, and charges nobody', async () => {
    const [stranger, present] = [await newCustomer(), await customerWithMethod('on_session')]
    const last = (await control.journal())[0]?.id
    const file = [
      HEAD,
      `${rider.email.toUpperCase()},12.00,USD,Ride to the moon,A-1`,
      '',
      `${rider.id},0.50,usd,"Ride, ""slowly"", and back",`,
      `${nameOf(rider.row)},999999.99,usd,Ride home,`,
      `${stranger.email},12.00,usd,Ride,`,
      `${present.email},12.00,usd,Ride,`,
      `nobody@example.com,"12,00",eur,,`,
      `${rider.email},0.49,usd,Ride,`,
      `${rider.email},1000000.00,usd,Ride,`,
      `${rider.email},12.005,usd,${'x'.repeat(201)},${'y'.repeat(101)}`,
      `${rider.email},12.00,usd`,
      ',12.00,usd,Ride,',
      ` ${rider.id} , 12 ,usd,Ride to the moon,A-1`,
      `${rider.id},12,usd,Ride to the moon,A-2`,
      '=cmd|x,-5,usd,"two\nlines",',
      `${rider.email},12.00,usd,a "b" c,`,
      `${rider.email},1.00,usd,\uFFFD,`,
      `${rider.email},12.00,usd,"never closed,`,
      `${rider.email},12.00,usd,Ride,swallowed`,
    ].join('\r\n')
    const id = await drafted(desk, `\uFEFF${file}`)
    const lines = await linesOf(desk, id)
    expect(lines.map(({ line, problems, sameAsLine }) => [line, problems.join(' '), sameAsLine])).toEqual([
      [2, '', null],
      [4, '', null],
      [5, '', null],
      [6, 'no_method', null],
      [7, 'no_mandate', null],
      [8, 'no_customer currency_not_taken amount_malformed description_missing', null],
      [9, 'amount_too_small', null],
      [10, 'amount_too_large', null],
      [11, 'amount_malformed description_too_long reference_too_long', null],
      [12, 'wrong_columns', null],
      [13, 'customer_missing', null],
      [14, 'duplicate', 2],
      [15, '', null],
      [16, 'no_customer amount_malformed description_missing', null],
      [18, 'unreadable', null],
      [19, 'not_utf8', null],
      [20, 'unreadable', null],
    ])
    expect(lines[1]).toMatchObject({ outcome: 'waiting', description: 'Ride, "slowly", and back', amount: 50 })
    expect((await seen(desk, id)).totals).toEqual([
      { outcome: 'bad', currency: '', count: 8, amount: 0 },
      { outcome: 'bad', currency: 'usd', count: 5, amount: 4849 },
      { outcome: 'waiting', currency: 'usd', count: 4, amount: 100_002_449 },
    ])
    const onlyGood = await viewBatchPage(id, desk.merchant, { outcome: 'waiting', after: 4 })
    expect(onlyGood?.lines.map(({ line }) => line)).toEqual([5, 15])
    expect(await control.wholeJournal(last)).toEqual([])
    expect(await db().payment.count()).toBe(0)

    // The same as a file to keep: no cell begins as a formula does.
    const kept = await (await outcomeFile(desk, id)).text()
    expect(kept).toContain(
      `"16","'=cmd|x","'-5","usd","two lines","","bad","no_customer amount_malformed description_missing"`,
    )
  })

  it('may be written with semicolons, in other letters, and with other names of its columns', async () => {
    const file = `Description;E-Mail;Amount;Currency\n`.replace('E-Mail', 'Customer email')
    const id = await drafted(desk, `${file}Fahrt über Köln;${rider.email};3.5;usd\n`)
    expect(await linesOf(desk, id)).toMatchObject([
      { line: 2, amount: 350, description: 'Fahrt über Köln', problems: [] },
    ])
  })

  it('marks only the lines that are not UTF-8, and takes nothing that is not text', async () => {
    const latin = Buffer.from(`${HEAD}\n${rider.email},1.00,usd,K\u00f6ln,\n${rider.email},1.00,usd,Bonn,\n`, 'latin1')
    const answer = await upload(new Uint8Array(latin), { cookie: desk.cookie })
    const id = answer.headers.get('location')?.split('/').at(-1) ?? ''
    expect((await linesOf(desk, id)).map(({ problems }) => problems)).toEqual([['not_utf8'], []])
    const utf16 = new Uint8Array(Buffer.from(`${HEAD}\n`, 'utf16le'))
    expect(await said(upload(utf16, { cookie: desk.cookie }))).toEqual([
      303,
      '/console/charges?problem=file_unreadable',
    ])
  })

  it.each([
    ['without anything', '', 'validation_failed'],
    ['without a line', HEAD, 'file_without_lines'],
    ['without a column', 'customer,amount,currency\na@example.com,1.00,usd', 'file_columns_wrong'],
    ['with a column twice', 'customer,email,amount,currency,description\n', 'file_columns_wrong'],
    ['with a column nobody knows', `${HEAD},constructor\n`, 'file_columns_wrong'],
    ['of 10,001 lines', `${HEAD}\n${'a,1,usd,b,\n'.repeat(10_001)}`, 'too_many_lines'],
    ['of more than 5 MB', 'x'.repeat(5 * 1024 * 1024 + 1), 'file_too_large'],
    ['of much more than 5 MB', 'x'.repeat(6 * 1024 * 1024), 'file_too_large'],
  ])('%s goes back to its form with the reason', async (_what, content, problem) => {
    expect(await said(upload(content, { cookie: desk.cookie }))).toEqual([303, `/console/charges?problem=${problem}`])
  })

  it('of 10,000 lines is looked at within seconds', async () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => [rider.email, '1.00', `Ride ${at}`] as const)
    const began = performance.now()
    const id = await drafted(desk, csvOf(rows))
    expect(performance.now() - began).toBeLessThan(8000)
    expect((await seen(desk, id)).totals).toEqual([
      { outcome: 'waiting', currency: 'usd', count: 10_000, amount: 1_000_000 },
    ])
  })

  it('sent twice with one key is one draft, and uploaded again says that it was there before', async () => {
    const [content, key] = [csvOf([[rider.email, '2.00', 'Ride']]), crypto.randomUUID()]
    const twice = await Promise.all([1, 2].map(() => upload(content, { cookie: desk.cookie, key })))
    const [first, second] = twice.map((answer) => answer.headers.get('location'))
    expect(second).toBe(first)
    expect(await said(upload(`${content}0`, { cookie: desk.cookie, key }))).toEqual([
      303,
      '/console/charges?problem=idempotency_key_reused',
    ])
    const again = await drafted(desk, content)
    const sameFile = async (id: string) =>
      (await viewBatchPage(id, desk.merchant, { outcome: undefined, after: undefined }))?.sameFile.map((one) => one.id)
    expect(await sameFile(again)).toEqual([first?.split('/').at(-1)])
    // One that was thrown away is nothing to be warned of.
    expect((await command(desk, first?.split('/').at(-1) ?? '', 'stop')).status).toBe(200)
    expect(await sameFile(again)).toEqual([])
  })
})

describe('chosen customers', () => {
  it('make a draft of one charge each, by a form or by a program', async () => {
    const other = await customerWithMethod()
    const fields = { [`customer:${rider.id}`]: 'on', [`customer:${other.id}`]: 'on', amount: '7.50', currency: 'usd' }
    const form = { ...fields, description: 'Season ticket', attemptKey: crypto.randomUUID() }
    const answer = await send(POST, { cookie: desk.cookie, form, headers: { referer: null } })
    const id = answer.headers.get('location')?.split('/').at(-1) ?? ''
    expect((await linesOf(desk, id)).map(({ customer, amount, outcome }) => [customer?.id, amount, outcome])).toEqual([
      [rider.id, 750, 'waiting'],
      [other.id, 750, 'waiting'],
    ])
    const json = {
      customerIds: [rider.id, crypto.randomUUID()],
      amount: 750,
      currency: 'usd',
      description: 'Season ticket',
    }
    const made = await send(POST, { cookie: desk.cookie, json })
    const { id: second, name } = (await made.json()) as { id: string; name: string }
    expect([made.status, name]).toEqual([201, 'Chosen customers'])
    expect((await linesOf(desk, second)).map(({ problems }) => problems)).toEqual([[], ['no_customer']])
    const half = await send(POST, { cookie: desk.cookie, json: { ...json, description: 'Half a letter \ud83d' } })
    const { id: third } = (await half.json()) as { id: string }
    expect((await linesOf(desk, third))[0]?.description).toBe('Half a letter \ufffd')
    expect(await said(send(POST, { cookie: desk.cookie, json: { ...json, customerIds: [] } }))).toEqual([
      422,
      'validation_failed',
    ])
  })
})

describe('everybody else', () => {
  it('makes, sees, starts and changes no list', async () => {
    const id = await drafted(desk, csvOf([[rider.email, '2.00', 'Mine']]))
    for (const [cookie, answer] of [
      [await signedIn(rider), [403, 'forbidden']],
      [undefined, [401, 'unauthenticated']],
    ] as const) {
      const who = cookie ? { cookie } : {}
      const [, code] = answer
      expect(await said(upload(csvOf([]), who))).toEqual([303, `/console/charges?problem=${code}`])
      expect(await said(start(who, id, { count: 1, sums: { usd: 200 } }))).toEqual(answer)
      for (const name of ['pause', 'resume', 'stop']) expect(await said(command(who, id, name))).toEqual(answer)
      expect(await said(outcomeFile(who, id))).toEqual(answer)
    }
    expect(await seen(desk, id)).toMatchObject({ status: 'draft', startedAt: null })
  })
})
