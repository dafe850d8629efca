import { beforeAll, beforeEach, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { newMerchant } from '../support/charging'
import { startPaying } from '../support/checkout'
import { said } from '../support/console'
import {
  askForMail,
  both,
  join,
  mailedToken,
  newGuest,
  newOwner,
  type Owner,
  ownerOf,
  verify,
} from '../support/joining'
import { send, type Sent, signedIn } from '../support/requests'
import { POST as orders } from '@/app/api/orders/route'
import { POST as signInRoute } from '@/app/api/auth/sign-in/route'
import { POST as signUpRoute } from '@/app/api/auth/sign-up/route'
import { customerIdsOf } from '@/lib/server/auth/store'
import { db } from '@/lib/server/db'
import { listOrders } from '@/lib/server/orders/list-orders'

beforeAll(freshWorld)

// One script for each way to what somebody else ordered as a guest (CVE-2026-53516 is one). All end in no join at all.
type Victim = Awaited<ReturnType<typeof newGuest>> & { email: string }
let victim: Victim
beforeEach(async () => {
  const email = `${crypto.randomUUID()}@example.com`
  victim = { ...(await newGuest(email)), email }
})

const PASSWORD = 'a-long-password'
const pairOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
const post = (route: typeof signInRoute, json: object, more: Partial<Sent> = {}) => send(route, { json, ...more })

/** An account as somebody makes it who types what they like, with its cookie. */
async function register(email: string, cookie?: string): Promise<Owner> {
  const answer = await post(signUpRoute, { name: 'Eve', email, password: PASSWORD }, { cookie })
  expect(answer.status).toBe(200)
  const { id: userId } = await db().user.findUniqueOrThrow({ where: { email } })
  const [id] = await customerIdsOf(userId)
  return { id, userId, name: 'Eve', email, cookie: pairOf(answer) }
}

/** Nobody has it but the guest, who still does; the attacker's account has nothing, and can't pay it. */
async function expectNothingJoined(attacker?: Owner): Promise<void> {
  expect(await ownerOf(victim.customerId)).toBeNull()
  const subject = `customer:${victim.customerId}`
  expect(await db().auditEntry.count({ where: { action: 'customer.join', subject } })).toBe(0)
  expect((await startPaying({ ...victim, id: victim.orderId })).status).toBe(200)
  if (!attacker) return
  expect(await listOrders(await customerIdsOf(attacker.userId))).toEqual([])
  const theirs = { ...victim, id: victim.orderId, cookie: attacker.cookie }
  expect(await said(startPaying(theirs))).toEqual([404, 'not_found'])
}

it('1: an account with the address that the guest gave, registered first and never verified', async () => {
  const attacker = await register(victim.email)
  expect((await join(attacker.cookie)).status).toBe(204)
  expect((await post(signInRoute, { email: victim.email, password: PASSWORD })).status).toBe(200)
  await expectNothingJoined(attacker)
})

it('2: the same, verified by the guest, who opens the link that came to them (CVE-2026-53516)', async () => {
  const attacker = await register(victim.email)
  const answer = await verify(await mailedToken(victim.email), victim.cookie)
  // The victim's browser is signed in to nothing by it, and holds its orders as before.
  expect(answer.headers.getSetCookie()).toEqual([])
  await expectNothingJoined(attacker)
  const again = await post(signInRoute, { email: victim.email, password: PASSWORD })
  expect(again.headers.getSetCookie().join()).not.toContain('guest-')
  expect((await join(both(attacker.cookie, pairOf(again)))).status).toBe(204)
  await expectNothingJoined(attacker)
  // Nor by signing up again in the victim's own browser.
  const body = { name: 'Vic', email: victim.email, password: 'another-password' }
  expect(await said(post(signUpRoute, body, { cookie: victim.cookie }))).toEqual([409, 'email_taken'])
  expect(
    await said(post(signInRoute, { email: body.email, password: body.password }, { cookie: victim.cookie })),
  ).toEqual([401, 'wrong_credentials'])
  await expectNothingJoined(attacker)
})

it('3: a verified account of another address, with the guest’s address put on its own orders', async () => {
  const attacker = await newOwner()
  const product = await db().product.findFirstOrThrow({ where: { slug: 'orbit-hop' } })
  const items = [{ productId: product.id, quantity: 1 }]
  const own = await send(orders, { json: { items, email: victim.email } })
  await join(both(attacker.cookie, pairOf(own)))
  const ids = await customerIdsOf(attacker.userId)
  expect(ids).not.toContain(victim.customerId)
  expect(await listOrders(ids)).toHaveLength(1)
  await expectNothingJoined()
})

it('4: the guest’s cookie in an account that is not verified, at every door', async () => {
  const attacker = await register(`${crypto.randomUUID()}@example.com`, victim.cookie)
  const stolen = both(attacker.cookie, victim.cookie)
  expect(await said(join(stolen))).toEqual([409, 'email_unverified'])
  const body = { email: attacker.email, password: PASSWORD }
  expect((await post(signInRoute, body, { cookie: victim.cookie })).headers.getSetCookie().join()).not.toContain(
    'guest-',
  )
  await expectNothingJoined(attacker)
})

it('5: cookies that are nearly the guest’s: cut, extended, of another letter, the hash we keep, none', async () => {
  const attacker = await newOwner()
  const [name, token = ''] = victim.cookie.split('=')
  const { guestTokenHash } = await db().customer.findUniqueOrThrow({ where: { id: victim.customerId } })
  const other = token.startsWith('A') ? 'B' : 'A'
  const made = [
    token.slice(1),
    `${token}A`,
    other + token.slice(1),
    guestTokenHash,
    guestTokenHash?.slice(0, 43),
    '',
    '%00',
  ]
  for (const value of made) expect((await join(both(attacker.cookie, `${name}=${value}`))).status).toBe(204)
  expect((await join(both(attacker.cookie, `guest=${token}`))).status).toBe(204)
  await expectNothingJoined(attacker)
})

it('6: the guest’s browser made to sign in to the attacker’s account, or to join it, by another site', async () => {
  const email = `${crypto.randomUUID()}@example.com`
  const attacker = await register(email)
  await verify(await mailedToken(email))
  const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
  const body = { email, password: PASSWORD }
  for (const headers of [foreign, { origin: null }, { origin: 'null' }, { 'sec-fetch-site': 'same-site' }]) {
    expect(await said(post(signInRoute, body, { cookie: victim.cookie, headers }))).toEqual([403, 'foreign_origin'])
    expect(await said(join(both(attacker.cookie, victim.cookie), headers))).toEqual([403, 'foreign_origin'])
  }
  await expectNothingJoined(attacker)
})

it('7: the attacker’s own link, opened where somebody else is signed in and a guest', async () => {
  const attacker = await newOwner({ isVerified: false })
  await askForMail(attacker.cookie)
  const token = await mailedToken(attacker.email)
  const owner = await newOwner({ isVerified: false })
  const answer = await verify(token, both(owner.cookie, victim.cookie))
  // It verifies the attacker's address, and neither joins nor verifies anything of whoever is signed in.
  expect(await said(answer)).toEqual([303, `/verify-email/${token}`])
  expect(answer.headers.getSetCookie()).toEqual([])
  expect((await db().user.findUniqueOrThrow({ where: { id: owner.userId } })).emailVerified).toBe(false)
  await expectNothingJoined(attacker)
})

it('8: the account of one of the merchant’s people, verified and with the cookie', async () => {
  const merchant = await newMerchant()
  await db().user.update({ where: { id: merchant.userId }, data: { emailVerified: true } })
  expect(await said(join(both(await signedIn(merchant), victim.cookie)))).toEqual([403, 'forbidden'])
  const email = `${crypto.randomUUID()}@rides.example`
  const { userId } = await register(email)
  await db().user.update({ where: { id: userId }, data: { role: 'merchant', emailVerified: true } })
  const answer = await post(signInRoute, { email, password: PASSWORD }, { cookie: victim.cookie })
  expect([answer.status, answer.headers.getSetCookie().join().includes('guest-')]).toEqual([200, false])
  await expectNothingJoined()
})

it('9: saying that one is verified, or whose things one wants', async () => {
  const body = { name: 'Eve', email: `${crypto.randomUUID()}@example.com`, password: PASSWORD }
  for (const more of [{ emailVerified: true }, { customerId: victim.customerId }, { userId: crypto.randomUUID() }])
    expect(await said(post(signUpRoute, { ...body, ...more }))).toEqual([422, 'validation_failed'])
  const attacker = await register(body.email)
  for (const token of ['x', victim.customerId, victim.orderId, attacker.userId]) {
    const answer = await said(verify(token, both(attacker.cookie, victim.cookie)))
    expect(answer).toEqual([303, `/verify-email/${token}?problem=validation_failed`])
  }
  await expectNothingJoined(attacker)
})

it('10: a copy of the cookie, once its owner has joined: it opens and joins nothing', async () => {
  const owner = await newOwner()
  await join(both(owner.cookie, victim.cookie))
  const attacker = await newOwner()
  expect((await join(both(attacker.cookie, victim.cookie))).status).toBe(204)
  expect(await ownerOf(victim.customerId)).toBe(owner.userId)
  const copied = { ...victim, id: victim.orderId }
  expect(await said(startPaying(copied))).toEqual([401, 'unauthenticated'])
  expect(await said(startPaying({ ...copied, cookie: both(attacker.cookie, victim.cookie) }))).toEqual([
    404,
    'not_found',
  ])
  // Whoever orders with it is a new guest.
  const product = await db().product.findFirstOrThrow({ where: { slug: 'orbit-hop' } })
  const anew = await send(orders, { cookie: victim.cookie, json: { items: [{ productId: product.id, quantity: 1 }] } })
  expect([anew.status, pairOf(anew) === victim.cookie]).toEqual([201, false])
})
