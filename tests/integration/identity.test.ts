import { createHmac } from 'node:crypto'
import { NextRequest } from 'next/server'
import { describe, expect, it } from 'vitest'
import { NOBODYS } from '../support/at-stripe'
import { backend } from '../support/backend'
import '../support/quiet'
import { POST as signInRoute } from '@/app/api/auth/sign-in/route'
import { POST as signOutRoute } from '@/app/api/auth/sign-out/route'
import { POST as signUpRoute } from '@/app/api/auth/sign-up/route'
import { auth } from '@/lib/server/auth/auth'
import { db } from '@/lib/server/db'

type Route = typeof signInRoute
type Sent = { body?: object; cookie?: string; form?: Record<string, string>; origin?: string }

const PASSWORD = 'rocket-rides-7'
// Cookies know no port, so the name has it: two shops on one machine stay apart.
const COOKIE = `session-${backend.port}`
const newEmail = () => `${crypto.randomUUID()}@example.com`

function post(route: Route, { body, cookie, form, origin = backend.origin }: Sent): Promise<Response> {
  const headers = new Headers({ origin, ...(cookie && { cookie }) })
  if (body) headers.set('content-type', 'application/json')
  if (form) headers.set('content-type', 'application/x-www-form-urlencoded')
  const content = form ? new URLSearchParams(form).toString() : body && JSON.stringify(body)
  const request = new NextRequest(`${backend.origin}/api/auth`, {
    method: 'POST',
    headers,
    ...(content && { body: content }),
  })
  return route(request, { params: Promise.resolve({}) })
}

/** The session cookie of an answer, as a browser sends it back. */
function cookieOf(response: Response): string {
  const set = response.headers.getSetCookie().find((each) => each.startsWith(`${COOKIE}=`))
  if (!set) throw new Error('No session was opened.')
  return set.split(';')[0] ?? ''
}

async function signUp(email = newEmail()) {
  const response = await post(signUpRoute, { body: { name: 'Sam', email, password: PASSWORD } })
  expect(response.status).toBe(200)
  return { email, cookie: cookieOf(response), response }
}

async function whoIs(cookie: string): Promise<string | null> {
  const session = await auth().api.getSession({ headers: new Headers({ cookie }) })
  return session?.user.email ?? null
}

function signedWith(secret: string, token: string): string {
  return `${COOKIE}=${encodeURIComponent(`${token}.${createHmac('sha256', secret).update(token).digest('base64')}`)}`
}

const signIn = (email: string, password: string) => post(signInRoute, { body: { email, password } })

describe('signing up', () => {
  it('makes a customer and opens a session', async () => {
    const { email, cookie } = await signUp()
    expect(await whoIs(cookie)).toBe(email)
    expect(await db().user.findUnique({ where: { email }, include: { customers: true } })).toMatchObject({
      role: 'customer',
      customers: [{ ...NOBODYS, joinedAt: null }],
    })
  })

  it('never makes the merchant of anybody who says so', async () => {
    const email = newEmail()
    const body = { name: 'Eve', email, password: PASSWORD, role: 'merchant' }
    expect((await post(signUpRoute, { body })).status).toBe(422)
    expect(await db().user.count({ where: { email } })).toBe(0)
    await auth()
      .api.signUpEmail({ body })
      .catch(() => undefined)
    expect(await db().user.count({ where: { email, role: 'merchant' } })).toBe(0)
  })

  it('is refused for an address that has an account, however it is spelled', async () => {
    const { email } = await signUp()
    const again = await post(signUpRoute, { body: { name: 'Eve', email: email.toUpperCase(), password: PASSWORD } })
    expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([409, 'email_taken'])
  })

  it('gives one account to two requests at once', async () => {
    const email = newEmail()
    const answers = await Promise.all(
      [1, 2].map(() => post(signUpRoute, { body: { name: 'Sam', email, password: PASSWORD } })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await db().user.count({ where: { email } })).toBe(1)
  })

  it('keeps no password that could be read', async () => {
    const { email } = await signUp()
    const accounts = await db().account.findMany({ where: { user: { email } } })
    expect(accounts).toHaveLength(1)
    expect(JSON.stringify(accounts)).not.toContain(PASSWORD)
  })
})

describe('a session', () => {
  it('travels in a cookie that scripts and other sites cannot use', async () => {
    const [set] = (await signUp()).response.headers.getSetCookie()
    expect(set).toMatch(/HttpOnly/i)
    expect(set).toMatch(/SameSite=Lax/i)
    expect(set).not.toMatch(/Domain=/i)
  })

  it('cannot be opened with what the database knows', async () => {
    const { email, cookie } = await signUp()
    const { token } = await db().session.findFirstOrThrow({ where: { user: { email } } })
    expect(await whoIs(signedWith(String(backend.env.AUTH_SECRET), token))).toBe(email)
    expect(cookie).toContain(encodeURIComponent(token))
    for (const forged of [
      `${COOKIE}=${token}`,
      `${COOKIE}=${token}.`,
      signedWith('another secret of thirty-two chars', token),
    ])
      expect(await whoIs(forged)).toBeNull()
  })

  it('ends on the server when its owner signs out', async () => {
    const { email, cookie } = await signUp()
    const answer = await post(signOutRoute, { cookie })
    expect(answer.status).toBe(204)
    expect(answer.headers.getSetCookie().join()).toContain(`${COOKIE}=;`)
    expect(await whoIs(cookie)).toBeNull()
    expect(await db().session.count({ where: { user: { email } } })).toBe(0)
  })

  it('stays open for one device when another one signs out', async () => {
    const { email, cookie } = await signUp()
    const other = cookieOf(await signIn(email, PASSWORD))
    await post(signOutRoute, { cookie })
    expect([await whoIs(cookie), await whoIs(other)]).toEqual([null, email])
  })

  it('is a new one at every sign-in, never one that was brought along', async () => {
    const { email, cookie } = await signUp()
    const again = cookieOf(await post(signInRoute, { cookie, body: { email, password: PASSWORD } }))
    expect(again).not.toBe(cookie)
  })

  it('is over after seven days', async () => {
    const { email, cookie } = await signUp()
    const { expiresAt, id } = await db().session.findFirstOrThrow({ where: { user: { email } } })
    expect(Math.round((expiresAt.getTime() - Date.now()) / 3600_000)).toBe(7 * 24)
    await db().session.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1000) } })
    expect(await whoIs(cookie)).toBeNull()
  })
})

describe('signing in', () => {
  it('answers a wrong password and an unknown address alike', async () => {
    const { email } = await signUp()
    const [wrong, unknown] = await Promise.all([signIn(email, 'wrong-password'), signIn(newEmail(), PASSWORD)])
    const said = async (response: Response) => ({ ...((await response.json()) as object), requestId: '' })
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(await said(wrong)).toEqual(await said(unknown))
  })

  it('is stopped after five wrong passwords, even with the right one', async () => {
    const { email } = await signUp()
    for (let turn = 0; turn < 5; turn++) expect((await signIn(email, 'wrong-password')).status).toBe(401)
    const stopped = await signIn(email, PASSWORD)
    expect(stopped.status).toBe(429)
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(14 * 60)
    expect((await signIn(newEmail(), PASSWORD)).status).toBe(401)
  })

  it('lets no more than five of twenty guesses at once through', async () => {
    const { email } = await signUp()
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn(email, 'wrong-password')))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15)
  })

  it('gives the tries back when it succeeds', async () => {
    const { email } = await signUp()
    for (let turn = 0; turn < 4; turn++) await signIn(email, 'wrong-password')
    expect((await signIn(email, PASSWORD)).status).toBe(200)
    expect((await signIn(email, 'wrong-password')).status).toBe(401)
  })

  it('keeps no address in what it counts', async () => {
    const { email } = await signUp()
    await signIn(email, 'wrong-password')
    expect(JSON.stringify(await db().rateLimit.findMany())).not.toContain(email)
  })

  it('by a form goes on to one of our own pages, and back with a code from the closed list', async () => {
    const { email } = await signUp()
    const sent = (next: string, password = PASSWORD) => post(signInRoute, { form: { email, password, next } })
    const to = (response: Response) => [response.status, response.headers.get('location')]
    expect(to(await sent('/wallet/add'))).toEqual([303, '/wallet/add'])
    expect(to(await sent('//evil.test'))).toEqual([303, '/wallet'])
    expect(to(await sent('/wallet', 'wrong-password'))).toEqual([303, '/sign-in?problem=wrong_credentials'])
  })

  it('is refused from another origin', async () => {
    const { email } = await signUp()
    const body = { email, password: PASSWORD }
    expect((await post(signInRoute, { body, origin: 'https://evil.test' })).status).toBe(403)
  })
})
