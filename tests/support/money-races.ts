import { setTimeout as pause } from 'node:timers/promises'
import type { DashboardAction } from '../../sandbox/dashboard'
import { drawn } from '../../sandbox/seeded'
import { vi } from 'vitest'
import { moveClock } from './business-clock'
import { workOff } from './charging'
import { openConsole, said } from './console'
import { inBatches } from './in-batches'
import { booksOf, held, moneyOf, paid } from './money'
import { control } from './saving'
import { handleAll } from './webhooks'
import { db } from '@/lib/server/db'
import { sweep } from '@/lib/server/jobs/sweep'
import { workInbox } from '@/lib/server/jobs/work-inbox'
import { workJobs } from '@/lib/server/jobs/work-jobs'

/** What the merchant's people press here, and what they do in Stripe's Dashboard meanwhile. Parts are of $10.00. */
export const PRESSED = ['capture', 'capture a part', 'cancel', 'refund', 'refund a part'] as const
export const ELSEWHERE = [
  'Dashboard capture',
  'Dashboard cancel',
  'Dashboard refund',
  'Dashboard refund of a part',
] as const
export type Contender = (typeof PRESSED)[number] | (typeof ELSEWHERE)[number]
export type Pair = readonly [Contender, Contender]

/** Every two of them at once, also two alike, but not two in the Dashboard: that is Stripe's affair. */
export const PAIRS: Pair[] = PRESSED.flatMap((one, at) =>
  [...PRESSED.slice(at), ...ELSEWHERE].map((other) => [one, other] as const),
)
export const PART = 1000
export const SIZES = { held: 6000, paid: 2400 } as const
export type Kind = keyof typeof SIZES

/** A race: the payment it was about, and what each of the two was told. */
export type Race = { kind: Kind; pair: Pair; paymentId: string; answers: { by: Contender; said: unknown[] }[] }

type Entrant = { kind: Kind; pair: Pair; round: number; paymentId: string; stripePaymentIntentId: string }

const AT_ONCE = 8

/** Runs each pair once per round on a held and on a paid payment of its own, while a worker goes on. */
export async function raceAll(rounds: number, seed: number): Promise<Race[]> {
  const entrants: Entrant[] = []
  const starts = Array.from({ length: rounds }, (_, round) =>
    (['held', 'paid'] as const).flatMap((kind) => PAIRS.map((pair) => ({ kind, pair, round }))),
  ).flat()
  await inBatches(starts, 5, async (start) => void entrants.push({ ...start, ...(await make[start.kind]()) }))
  const races: Race[] = []
  const take = await takers()
  await besideWorker(() =>
    inBatches(entrants, AT_ONCE, async (entrant) => void races.push(await race(entrant, take, seed))),
  )
  return races
}

const make = { held: () => held(), paid: () => paid() }

type Takers = Record<Contender, (one: Entrant) => Promise<unknown[]>>

async function race(one: Entrant, take: Takers, seed: number): Promise<Race> {
  const { kind, pair, paymentId, round } = one
  const draw = (what: string) => drawn(seed, what, round, kind, pair.join())
  // Every second time both start at once. Otherwise one is a moment late, so that every call is met by it.
  const [late, wait] = [Math.floor(draw('who is late') * 4), draw('how late') ** 2 * 300]
  const lanes = pair.map(async (by, lane) => {
    if (lane === late) await pause(wait)
    return { by, said: await take[by](one) }
  })
  return { kind, pair, paymentId, answers: await Promise.all(lanes) }
}

async function takers(): Promise<Takers> {
  const { capture, cancel, refund } = await openConsole()
  const dashboard = (actionOf: (intent: string) => DashboardAction) => (one: Entrant) =>
    atDashboard(actionOf(one.stripePaymentIntentId))
  return {
    capture: ({ paymentId }) => said(capture(paymentId)),
    'capture a part': ({ paymentId }) => said(capture(paymentId, { amount: PART })),
    cancel: ({ paymentId }) => said(cancel(paymentId)),
    refund: ({ paymentId }) => said(refund(paymentId)),
    'refund a part': ({ paymentId }) => said(refund(paymentId, { amount: PART })),
    'Dashboard capture': dashboard((intent) => ({ capture: intent, amount: PART })),
    'Dashboard cancel': dashboard((intent) => ({ cancelPaymentIntent: intent })),
    'Dashboard refund': dashboard((intent) => ({ refund: intent })),
    'Dashboard refund of a part': dashboard((intent) => ({ refund: intent, amount: PART })),
  }
}

// The Dashboard says no to what can't be done any more, as the API does.
async function atDashboard(action: DashboardAction): Promise<unknown[]> {
  return control.dashboard(action).then(
    () => [200, 'done'],
    () => [409, 'refused'],
  )
}

async function besideWorker(work: () => Promise<void>): Promise<void> {
  let goesOn = true
  const worker = (async () => {
    while (goesOn) if ((await workInbox()) + (await workJobs(4)) === 0) await pause(20)
  })()
  await work().finally(() => void (goesOn = false))
  await worker
}

/** Lets everything happen that still can: deliveries, events, commands, refunds on their way and the sweep. */
export async function comeToRest(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) {
    await moveClock(120)
    await delivered()
    await db().$executeRaw`update stripe_events set due_at = now() - interval '1 second' where due_at is not null`
    await handleAll()
    await workOff()
    while ((await sweep()) > 0);
    if (await isAtRest()) return
  }
  throw new Error('It never comes to rest.')
}

// A world of many races is large: it is not asked for all the time.
const PATIENCE = { timeout: 120_000, interval: 500 }

async function delivered(): Promise<void> {
  await vi.waitFor(async () => {
    const { deliveries } = await control.state()
    if (deliveries.some(({ status }) => status === 'pending')) throw new Error('Some events are still to be delivered.')
  }, PATIENCE)
}

// A hold that nobody ended is still looked after; everything else has come to an end.
async function isAtRest(): Promise<boolean> {
  const waiting = await Promise.all([
    db().stripeEvent.count({ where: { dueAt: { not: null } } }),
    db().job.count({ where: { dueAt: { not: null } } }),
    db().payment.count({ where: { nextSyncAt: { not: null }, NOT: { status: 'requires_capture' } } }),
    db().payment.count({ where: { asked: { not: null } } }),
    db().refund.count({ where: { OR: [{ status: null }, { status: 'pending' }] } }),
  ])
  return waiting.every((count) => count === 0)
}

/** How races ended, here and at Stripe. */
export async function endsOf(races: Race[]) {
  const { objects } = await control.state()
  return Promise.all(
    races.map(async (race) => ({
      ...race,
      ...(await moneyOf(race.paymentId, objects)),
      books: await booksOf(race.paymentId, objects),
    })),
  )
}
export type End = Awaited<ReturnType<typeof endsOf>>[number]

type Rule = (end: End) => boolean

const took = ({ pair }: End, ...contenders: Contender[]) => contenders.some((one) => pair.includes(one))
const total = (refunds: readonly string[]) =>
  refunds
    .filter((refund) => refund.startsWith('succeeded'))
    .reduce((sum, refund) => sum + Number(refund.split(' ')[1]), 0)

/** What holds after every race, whoever was faster. */
const RULES: Record<string, Rule> = {
  'everybody is told that it is done, promised, or why not': (end) =>
    end.answers.every(({ said: [status, why] }) =>
      status === 409 ? PROMISED.test(String(why)) : status === 200 || status === 202,
    ),
  'nothing is still asked for': ({ asked }) => asked === null,
  'the order is where its payment is': ({ state, order }) => order === state,
  'what was taken here was taken there, and never more than was held': ({ kind, received, atStripe }) =>
    (received ?? 0) === atStripe.captured && atStripe.captured <= SIZES[kind],
  'what was given back here was given back there, and never more than was taken': ({ refunded, refunds, atStripe }) =>
    refunded === total(refunds) && refunded === total(atStripe.refunds) && refunded <= atStripe.captured,
  'every refund here is one there or was refused': ({ refunds, atStripe }) =>
    refunds.filter((refund) => !refund.startsWith('failed')).join() === atStripe.refunds.join(),
  'the books are Stripe’s balance, and add up to zero': ({ books }) =>
    books.ours === books.stripes && books.unbalanced === 0,
  'a captured payment was captured by one of the two, as that one asked': (end) =>
    end.kind === 'paid' || end.received === null || allowedOf(end).includes(end.received),
  'a hold ends only by being captured or canceled': (end) =>
    end.kind === 'paid' ||
    (end.state === 'authorized') ===
      !took(end, 'capture', 'capture a part', 'cancel', 'Dashboard capture', 'Dashboard cancel'),
  'a released hold was canceled by one of the two': (end) =>
    end.state !== 'released' || took(end, 'cancel', 'Dashboard cancel'),
  'what was charged at once stays charged': (end) => end.kind === 'held' || end.received === SIZES.paid,
  'every refund that was accepted is made, unless the Dashboard was faster': (end) =>
    took(end, 'Dashboard refund', 'Dashboard refund of a part')
      ? acceptedOf(end) >= end.atStripe.refunds.length
      : acceptedOf(end) === end.atStripe.refunds.length,
}

function allowedOf({ pair }: End): number[] {
  return pair.flatMap((by) => {
    if (by === 'capture') return [SIZES.held]
    return by === 'capture a part' || by === 'Dashboard capture' ? [PART] : []
  })
}

/** How many of the two were told that their refund is made or on its way. */
function acceptedOf({ answers }: End): number {
  const isRefund = (by: Contender) => /refund/.test(by)
  return answers.filter(({ by, said: [status, body] }) => isRefund(by) && status !== 409 && !hasFailed(body)).length
}

function hasFailed(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'state' in body && body.state === 'failed'
}

const PROMISED =
  /^(payment_changing|not_capturable|not_cancelable|not_refundable|hold_ended|refund_too_large|amount_too_large|refused)$/

/** The rules that an end breaks; none when it is legal. */
export function brokenRules(end: End): string[] {
  return Object.entries(RULES).flatMap(([rule, holds]) => (holds(end) ? [] : [rule]))
}
