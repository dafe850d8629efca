import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from './fixtures'
import { Site } from './pages/site'
import { callsAbout, intentsOf } from './stripe-world'

test('saving works from a page whose scripts had not loaded yet', async ({ page, site, customer, watch, stripe }) => {
  watch.allow(/ERR_FAILED/)
  await page.route('**/_next/**/*.js', (route) => route.abort())
  await site.add.open()
  await site.add.optIn.check()
  await page.unroute('**/_next/**/*.js')
  await site.add.save()
  await site.add.tryId()
  await expect(site.heading).toHaveText('Continue to Amazon')

  await site.add.save()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Amazon Pay is saved')
  expect(await intentsOf(stripe, customer)).toMatchObject([{ usage: 'off_session', status: 'succeeded' }])
})

test('the client secret stays in the one page that needs it', async ({ page, site, customer, stack, stripe }) => {
  const addresses: string[] = []
  page.on('request', (request) => {
    // Amazon’s own pages and its way back carry it by Stripe’s design; nothing of ours may repeat it.
    if (request.url().startsWith(`${stack.origin}/api/return/`)) return
    if (request.url().startsWith(stack.origin)) addresses.push(request.url(), request.headers().referer ?? '')
  })
  await site.add.open()
  const setupId = await site.add.sendWithoutScript()
  const [intent] = await intentsOf(stripe, customer)
  const secret = intent?.client_secret ?? 'none'
  const answer = await site.add.openTry(setupId)
  expect(await answer?.text()).toContain(secret)
  expect(answer?.headers()['cache-control']).toContain('no-store')

  await site.add.save()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Amazon Pay is saved')
  expect(await page.content()).not.toContain('_secret_')
  expect(page.url()).toBe(`${stack.origin}/return/${setupId}`)
  expect(addresses.filter((address) => address.includes('_secret_'))).toEqual([])
  expect(await page.evaluate(() => document.referrer)).not.toContain('_secret_')
  const log = await readFile(path.resolve('artifacts/logs', `web-${stack.port}.log`), 'utf8')
  expect(log).toContain('request.answered')
  expect(log).not.toContain('_secret_')
})

test('a try that was finished in another tab leads to its result', async ({
  context,
  page,
  site,
  customer,
  sandbox,
  watch,
  stripe,
}) => {
  // The second confirm is refused, as it has to be.
  watch.allow(/status of 400/)
  await site.add.open()
  const setupId = await site.add.sendWithoutScript()
  const other = new Site(await context.newPage())
  await other.add.openTry(setupId)
  await expect(other.heading).toHaveText('Continue to Amazon')

  await site.add.save()
  await site.amazon.approve()
  await expect(site.heading).toHaveText('Amazon Pay is saved')

  await other.add.save()
  await expect(other.heading).toHaveText('Amazon Pay is saved')
  await other.add.openTry(setupId)
  await expect(other.heading).toHaveText('Amazon Pay is saved')
  await expect(page).toHaveURL(`/return/${setupId}`)
  const [intent] = await intentsOf(stripe, customer)
  const confirms = (await callsAbout(sandbox, intent?.id ?? '')).filter((call) => call.endsWith('/confirm'))
  expect(confirms.length).toBeLessThanOrEqual(2)
  await site.wallet.open()
  await expect(site.wallet.methods).toHaveCount(1)
})
