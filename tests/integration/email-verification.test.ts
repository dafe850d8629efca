import { beforeAll, expect, it } from 'vitest'
import { freshWorld, moveClock } from '../support/business-clock'
import { said } from '../support/console'
import { askForMail, mailedToken, newOwner, verify } from '../support/joining'
import { send } from '../support/requests'
import { POST as signUpRoute } from '@/app/api/auth/sign-up/route'
import { viewVerification } from '@/lib/server/auth/view-verification'
import { db } from '@/lib/server/db'

beforeAll(freshWorld)

const isVerified = async (email: string) => (await db().user.findUniqueOrThrow({ where: { email } })).emailVerified
const textOf = async () =>
  JSON.stringify(
    await Promise.all([db().emailVerification.findMany(), db().notification.findMany(), db().job.findMany()]),
  )

it('signing up mails one link, which verifies the address once, from any browser, and signs nobody in', async () => {
  const email = `${crypto.randomUUID()}@example.com`
  const json = { name: 'Robin', email, password: 'a-long-password' }
  expect((await send(signUpRoute, { json: { ...json, emailVerified: true } })).status).toBe(422)
  const { headers } = await send(signUpRoute, { json })
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const filed = await textOf()
  const token = await mailedToken(email)
  expect(filed).not.toContain(token)
  expect(await db().notification.count({ where: { recipient: email } })).toBe(1)

  // Programs that read mail open links.
  for (let turn = 0; turn < 2; turn++)
    expect(await viewVerification(token)).toEqual({ state: 'open', email, name: 'Robin' })
  expect(await isVerified(email)).toBe(false)
  const foreign = verify(token, undefined, { origin: 'https://evil.test' })
  expect(await said(foreign)).toEqual([303, `/verify-email/${token}?problem=foreign_origin`])
  expect(await isVerified(email)).toBe(false)

  const answers = await Promise.all([verify(token), verify(token), verify(token)])
  for (const answer of answers) {
    expect(await said(answer)).toEqual([303, `/verify-email/${token}`])
    expect(answer.headers.getSetCookie()).toEqual([])
  }
  expect(await isVerified(email)).toBe(true)
  expect(await viewVerification(token)).toMatchObject({ state: 'verified' })
  const { id } = await db().user.findUniqueOrThrow({ where: { email } })
  expect(await db().auditEntry.count({ where: { action: 'email.verify', subject: `user:${id}` } })).toBe(1)
  // Used up: what it has done it never does again.
  await db().user.update({ where: { id }, data: { emailVerified: false } })
  expect(await said(verify(token))).toEqual([303, `/verify-email/${token}?problem=link_ended`])
  expect(await viewVerification(token)).toMatchObject({ state: 'ended' })
  expect(await isVerified(email)).toBe(false)
  await verify(await another(email, cookie))
  expect(await isVerified(email)).toBe(true)
})

async function another(email: string, cookie: string): Promise<string> {
  expect((await askForMail(cookie)).status).toBe(204)
  return mailedToken(email)
}

it('a link is good for a day and for the address it went to, and one that was never sent for nothing', async () => {
  const { email, userId, cookie } = await newOwner({ isVerified: false })
  const token = await another(email, cookie)
  for (const unknown of [
    token.split('').toReversed().join(''),
    `${token.slice(0, -1)}${token.endsWith('A') ? 'E' : 'A'}`,
  ]) {
    expect(await viewVerification(unknown)).toEqual({ state: 'unknown' })
    expect(await said(verify(unknown))).toEqual([303, `/verify-email/${unknown}?problem=not_found`])
  }
  for (const malformed of ['', 'x', `${token}x`, 'é'.repeat(43)])
    expect(await viewVerification(malformed)).toEqual({ state: 'unknown' })
  const hash = (await db().emailVerification.findFirstOrThrow({ where: { userId } })).tokenHash
  expect(await viewVerification(hash)).toEqual({ state: 'unknown' })

  const moved = `${crypto.randomUUID()}@example.com`
  await db().user.update({ where: { id: userId }, data: { email: moved } })
  expect(await said(verify(token, cookie))).toEqual([303, `/verify-email/${token}?problem=link_ended`])
  expect(await isVerified(moved)).toBe(false)
  await db().user.update({ where: { id: userId }, data: { email } })
  await moveClock(24 * 3600 - 60)
  expect(await viewVerification(token)).toMatchObject({ state: 'open' })
  await moveClock(61)
  expect(await viewVerification(token)).toMatchObject({ state: 'ended' })
  expect(await said(verify(token, cookie))).toEqual([303, `/verify-email/${token}?problem=link_ended`])
  expect(await isVerified(email)).toBe(false)
})

it('five mails an hour are sent to an account, none to one that is verified, and none for nobody', async () => {
  const { email, cookie } = await newOwner({ isVerified: false })
  for (let turn = 0; turn < 5; turn++) expect((await askForMail(cookie)).status).toBe(204)
  expect(await said(askForMail(cookie))).toEqual([429, 'too_many_requests'])
  expect(await db().notification.count({ where: { recipient: email } })).toBe(5)
  const verified = await newOwner()
  expect((await askForMail(verified.cookie)).status).toBe(204)
  expect(await db().notification.count({ where: { recipient: verified.email } })).toBe(0)
  expect(await said(askForMail(''))).toEqual([401, 'unauthenticated'])
})
