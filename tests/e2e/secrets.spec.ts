import type { BrowserContextOptions } from 'playwright/test'
import { canariesIn, found } from '../support/canaries'
import { openRecorder, type Recorder } from '../support/recorder'
import { beginPaying, beginSaving, pay, save } from './begun'
import { BrowserTrace } from './browser-trace'
import { expect, test as base } from './fixtures'
import { openLine } from './line'
import { askedOfStripe, idsIn, logsOf, pagesOf, pathsAbout, plant, rowsOf, strangers } from './secret-places'
import { WAYS } from './ways'

const test = base.extend<object, { recorder: Recorder }>({
  recorder: [
    async ({}, provide) => {
      const recorder = await openRecorder(process.env.TEST_SANDBOX_URL ?? '')
      await provide(recorder)
      recorder.close()
    },
    { scope: 'worker' },
  ],
  wire: [
    async ({ target, recorder }, provide) => {
      if (target) return provide(null)
      const line = await openLine(recorder.origin)
      await provide(line)
      line.close()
    },
    { scope: 'worker' },
  ],
})

test('no client secret and no way to Amazon is anywhere but with its owner', async ({
  browser,
  stack,
  database,
  sandbox,
  recorder,
  watch,
}) => {
  test.setTimeout(480_000)
  // Where the test plants a secret, nothing takes it.
  watch.allow(/\/livez/)
  const { origin } = stack
  const shop = { origin, database }
  const trace = new BrowserTrace(origin)
  const enter = async (options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({ ...options, baseURL: origin })
    watch.watch(context)
    trace.follow(context)
    return context
  }

  for (const way of WAYS) {
    await sandbox.outcomes({ savedOnSession: way.asksAgain ? 'redirect' : 'charge' })
    await test.step(`somebody pays with ${way.name}`, async () =>
      pay(way, { context: await enter({ javaScriptEnabled: !way.isPlain }), browser, shop }))
  }
  await test.step('somebody saves Amazon Pay', async () => save('by script', await enter(), shop))
  await test.step('somebody saves it with a secret rendered by the server', async () =>
    save('by page', await enter(), shop))
  await test.step('somebody saves it without JavaScript', async () =>
    save('by form', await enter({ javaScriptEnabled: false }), shop))
  const owner = await enter()
  const { orderId, intent } = await beginPaying(owner, shop)
  const setupId = await beginSaving(owner)

  const canaries = canariesIn(recorder.recorded)
  const known = (what: string) => canaries.filter(({ name }) => name.includes(what)).length
  expect([known(' pi_') > WAYS.length, known(' seti_') > 3, known('to Amazon') > WAYS.length]).toEqual([
    true,
    true,
    true,
  ])
  const live = canaries.find(({ name }) => name.endsWith(intent))
  if (!live) throw new Error(`Nobody was given the client secret of ${intent}.`)

  await test.step('its owner’s page has it, and no cache may keep that', async () => {
    for (const path of [`/checkout/${orderId}`, `/wallet/add/${setupId}`]) {
      const answer = await owner.request.get(path)
      expect(answer.headers()['cache-control']).toContain('no-store')
      expect(found(canaries, [{ where: path, text: await answer.text() }])).toHaveLength(1)
    }
  })

  const places = async () => [
    ...(await logsOf(stack)),
    ...(await rowsOf(database)),
    ...(await trace.places()),
    ...askedOfStripe(recorder, stack),
  ]
  await test.step('no log, row, header, address, history or storage has it, and we never told Stripe', async () => {
    const all = await places()
    const missing = KINDS.filter((kind) => !all.some(({ where, text }) => where.startsWith(kind) && text !== ''))
    expect(missing, 'kinds of places that were not searched').toEqual([])
    expect(found(canaries, all)).toEqual([])
  })

  const ids = await idsIn(database)
  for (const { who, request } of await strangers({ browser, origin, database, orderId })) {
    await test.step(`${who} is not shown it`, async () => {
      const pages = await pagesOf(request, pathsAbout(ids))
      expect(pages.some(({ text }) => text.includes('Rocket Rides'))).toBe(true)
      expect(found(canaries, pages)).toEqual([])
    })
  }
  await test.step('its owner’s other pages do not have it', async () => {
    const others = ['/', '/orders', '/wallet', `/orders/${orderId}`, `/return/${setupId}`]
    expect(found(canaries, await pagesOf(owner.request, others))).toEqual([])
  })

  await test.step('wherever it is put, the search finds it', async () => {
    await plant(live.text, { owner, stack, database })
    const hits = found([live], await places())
    expect(KINDS.filter((kind) => !hits.some((hit) => hit.startsWith(kind)))).toEqual([])
  })
})

const KINDS = ['log', 'row', 'Referer', 'address', 'body', 'headers', 'history', 'storage', 'kept', 'asked']
