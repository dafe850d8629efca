import type { APIRequestContext } from 'playwright/test'
import { expect, test } from './fixtures'
import { Site } from './pages/site'
import { newPerson, signUp } from './people'

test('whoever is not signed in is asked to, and comes back', async ({ browser, page, site, stack }) => {
  const person = await signUp(await browser.newContext(), stack.origin)
  for (const path of ['/wallet', '/wallet/add']) {
    await page.goto(path)
    await expect(site.heading).toHaveText('Sign in')
    await site.signIn.enter(person)
    await expect(page).toHaveURL(path)
    await site.signOut()
  }
  await page.goto('/console')
  await expect(site.heading).toHaveText('Sign in')
})

test('a customer is sent back from the console with a sentence', async ({ page, signedInSite: site }) => {
  const id = crypto.randomUUID()
  for (const path of [
    '',
    '/payments',
    `/payments/${id}`,
    `/customers/${id}`,
    '/attention',
    '/ledger',
    '/charges',
    '/charges/choose',
    `/charges/${id}`,
  ]) {
    await page.goto(`/console${path}`)
    await expect(page).toHaveURL(/\/wallet\?/)
    await expect(site.wallet.problem).toHaveText(/Your account can’t open that page/)
  }
})

test('a merchant is sent back from a wallet with a sentence', async ({ page, site, merchant }) => {
  for (const path of ['/wallet', '/wallet/add', '/orders', `/orders/${crypto.randomUUID()}`]) {
    await page.goto(path)
    await expect(page).toHaveURL(/\/console\?/)
    await expect(site.console.problem).toHaveText(/Your account can’t open that page/)
  }
  await expect(page.getByRole('banner')).toContainText(merchant.name)
})

test('a wrong password keeps what was typed, and six of them are too many', async ({ site, browser, stack, watch }) => {
  watch.allow(/status of (401|429)/)
  const person = await signUp(await browser.newContext(), stack.origin)
  await site.signIn.open()
  for (let wrong = 0; wrong < 5; wrong++) {
    await site.signIn.enter({ email: person.email, password: `wrong-${wrong}` })
    await expect(site.signIn.problem).toHaveText(/That e-mail and password don’t match an account/)
    await expect(site.signIn.email).toHaveValue(person.email)
    await expect(site.signIn.password).toHaveValue(`wrong-${wrong}`)
    await expect(site.signIn.signIn).toBeEnabled()
  }
  await site.signIn.enter(person)
  await expect(site.signIn.problem).toHaveText(/That was a lot of tries in a short time/)
})

test('signing up with a taken e-mail says so and keeps the form', async ({ site, browser, stack, watch }) => {
  watch.allow(/status of 409/)
  const person = await signUp(await browser.newContext(), stack.origin)
  await site.signIn.open({ mode: 'sign-up' })
  await site.signIn.enterAsNew({ ...person, name: 'Somebody Else' })
  await expect(site.signIn.problem).toHaveText(/An account with this e-mail exists already/)
  await expect(site.signIn.name).toHaveValue('Somebody Else')
  await expect(site.signIn.email).toHaveValue(person.email)
})

test('signing in never leads to another site', async ({ browser, page, site, stack }) => {
  const payloads = [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/wallet',
    'javascript:alert(1)',
    '/wallet/../../evil',
    '/wallet?next=//evil.example',
    '/%2f%2fevil.example',
    ' /wallet',
    '/wallet\n//evil.example',
  ]
  const person = await signUp(await browser.newContext(), stack.origin)
  const { request } = await browser.newContext()
  const headers = { origin: stack.origin }
  for (const next of payloads) {
    const json = await request.post('/api/auth/sign-in', { headers, data: { ...credentials(person), next } })
    expect(await json.json(), next).toEqual({ next: '/wallet' })
    const form = { ...credentials(person), next }
    const sent = await request.post('/api/auth/sign-in', { headers, form, maxRedirects: 0 })
    expect([sent.status(), sent.headers().location], next).toEqual([303, '/wallet'])
  }
  await site.signIn.open({ next: '//evil.example' })
  await site.signIn.enter(person)
  await expect(page).toHaveURL(`${stack.origin}/wallet`)
})

test('only our own pages can change anything', async ({ context, signedInSite: site, stack }) => {
  await site.wallet.open()
  const { request } = context
  const bodies = {
    '/api/setup-intents': { noticeId: crypto.randomUUID(), agreed: true, usage: 'on_session' },
    '/api/auth/sign-in': credentials(newPerson()),
    '/api/auth/sign-up': { ...newPerson() },
    '/api/auth/sign-out': {},
  }
  const foreign: Record<string, string>[] = [{ origin: 'https://evil.example' }, { origin: 'null' }, {}]
  for (const [path, data] of Object.entries(bodies)) {
    for (const headers of [...foreign, { origin: stack.origin, 'sec-fetch-site': 'cross-site' }]) {
      expect(await refusal(request, path, { headers, data }), `${path} ${JSON.stringify(headers)}`).toEqual([
        403,
        'foreign_origin',
      ])
    }
  }
  await site.wallet.open()
  await expect(site.heading).toHaveText('Your wallet')
})

test('accounts work without scripts', async ({ browser, watch }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  watch.watch(context)
  const page = await context.newPage()
  const site = new Site(page)
  const person = newPerson('Nora Noscript')
  await page.goto('/wallet/add')
  await site.signIn.switchToSignUp()
  await site.signIn.enterAsNew(person)
  await expect(page).toHaveURL('/wallet/add')
  // By its tag: text inside it is no text to a locator, even where scripts are off.
  await expect(page.locator('main noscript')).toBeVisible()
  await site.signOut()
  await site.signIn.open()
  await site.signIn.enter({ ...person, password: 'not-this-one' })
  await expect(site.signIn.problem).toHaveText(/That e-mail and password don’t match an account/)
  await site.signIn.enter(person)
  await expect(site.heading).toHaveText('Your wallet')
  await context.close()
})

function credentials({ email, password }: { email: string; password: string }) {
  return { email, password }
}

async function refusal(
  request: APIRequestContext,
  path: string,
  sent: { headers: Record<string, string>; data: object },
) {
  const answer = await request.post(path, sent)
  const { code } = (await answer.json()) as { code: string }
  return [answer.status(), code]
}
