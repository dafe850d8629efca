import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { NextRequest } from 'next/server'
import { vi } from 'vitest'
import type { DashboardAction } from '../../sandbox/dashboard'
import { drawn } from '../../sandbox/seeded'
import { backend } from './backend'
import { moveClock } from './business-clock'
import { chargeOf, customerWithMethod, expireLeases, workOff } from './charging'
import { inBatches } from './in-batches'
import { CONTENDERS, type Contender, type Race } from './race-ends'
import { remove } from './removing'
import { control } from './saving'
import { handleAll } from './webhooks'
import { POST as webhookRoute } from '@/app/api/webhooks/stripe/route'
import { AppError } from '@/lib/domain/errors'
import type { Viewer } from '@/lib/server/auth/session'
import { db } from '@/lib/server/db'
import { runNow } from '@/lib/server/jobs/run-now'
import { sweep } from '@/lib/server/jobs/sweep'
import { workInbox } from '@/lib/server/jobs/work-inbox'
import { workJobs } from '@/lib/server/jobs/work-jobs'
import { askCharge } from '@/lib/server/payments/ask-charge'

/** Every pair of contenders, also two alike. */
export const PAIRS = CONTENDERS.flatMap((one, at) => CONTENDERS.slice(at).map((other) => [one, other] as const))

type Entrant = Awaited<ReturnType<typeof customerWithMethod>>
/** What decides a race besides the machine: who, in which round, and the seed of its small delays. */
type Course = { merchant: Viewer; seed: number }
type Start = { pair: Race['pair']; round: number }

const AT_ONCE = 20

/** Runs each pair once per round, each time on a method of its own, while a worker and Stripe's webhooks go on. */
export async function raceAll(rounds: number[], course: Course): Promise<Race[]> {
  const starts = rounds.flatMap((round) => PAIRS.map((pair): Start => ({ pair, round })))
  const entered: { start: Start; one: Entrant }[] = []
  await inBatches(starts, 5, async (start) => void entered.push({ start, one: await customerWithMethod() }))
  const races: Race[] = []
  await besideWorker(() =>
    inBatches(entered, AT_ONCE, async ({ start, one }) => void races.push(await race(one, start, course))),
  )
  return races
}

async function race(one: Entrant, { pair, round }: Start, { merchant, seed }: Course): Promise<Race> {
  const draw = (what: string) => drawn(seed, what, round, pair.join())
  // Two charges are the same request in every other round.
  const key = crypto.randomUUID()
  const keys = [key, round % 2 === 0 ? key : crypto.randomUUID()]
  // Every second time both start at once. Otherwise one is a moment late, so that all calls and events are met by it.
  const [late, wait] = [Math.floor(draw('who is late') * 4), draw('how late') ** 2 * 2500]
  const lanes = pair.map(async (by, lane) => {
    if (lane === late) await pause(wait)
    const charge = chargeOf(merchant, one.id, { idempotencyKey: keys[lane] ?? key, amount: 1000 + round })
    return { by, said: await take[by](one, charge).catch(asSaid) }
  })
  const { id: customerId, stripeCustomerId, paymentMethod } = one
  return { pair, customerId, stripeCustomerId, paymentMethodId: paymentMethod.id, answers: await Promise.all(lanes) }
}

const take: Record<Contender, (one: Entrant, charge: Parameters<typeof askCharge>[0]) => Promise<string>> = {
  charge: async (_one, charge) => {
    const { paymentId, job } = await askCharge(charge)
    if (job) await runNow(job)
    return paymentId
  },
  remove: async (one) => (await remove(one)).status,
  'Dashboard detach': (one) => atDashboard({ detachPaymentMethod: one.paymentMethod.stripePaymentMethodId }),
  'customer deleted': (one) => atDashboard({ deleteCustomer: one.stripeCustomerId }),
}

async function atDashboard(action: DashboardAction): Promise<string> {
  try {
    await control.dashboard(action)
    return 'done'
  } catch (error) {
    if (/not attached|No such customer/i.test(String(error))) return 'gone before'
    throw error
  }
}

function asSaid(error: unknown): string {
  return error instanceof AppError ? error.code : `threw ${String(error)}`
}

async function besideWorker(work: () => Promise<void>): Promise<void> {
  let goesOn = true
  const worker = (async () => {
    while (goesOn) if ((await workInbox()) + (await workJobs(4)) === 0) await pause(20)
  })()
  await work().finally(() => void (goesOn = false))
  await worker
}

/** Lets everything happen that still can: deliveries, events, commands and the sweep. Rejects if it never ends. */
export async function runDry(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) {
    await moveClock(120)
    await delivered()
    await db().$executeRaw`update stripe_events set due_at = now() - interval '1 second' where due_at is not null`
    await expireLeases()
    await handleAll()
    await workOff()
    while ((await sweep()) > 0);
    if (await isDry()) return
  }
  throw new Error('It never comes to rest.')
}

async function delivered(): Promise<void> {
  await vi.waitFor(async () => {
    const { deliveries } = await control.state()
    if (deliveries.some(({ status }) => status === 'pending')) throw new Error('Some events are still to be delivered.')
  }, 20_000)
}

async function isDry(): Promise<boolean> {
  const waiting = await Promise.all([
    db().stripeEvent.count({ where: { dueAt: { not: null } } }),
    db().job.count({ where: { dueAt: { not: null } } }),
    db().payment.count({ where: { nextSyncAt: { not: null } } }),
  ])
  return waiting.every((count) => count === 0)
}

/** Takes this world's webhooks as the web would. Gives what ends it. */
export async function receiveWebhooks(): Promise<() => void> {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const headers = { 'stripe-signature': String(request.headers['stripe-signature']) }
      const body = Buffer.concat(chunks).toString()
      const asked = new NextRequest(new URL(request.url ?? '/', backend.origin), { method: 'POST', headers, body })
      const answer = await webhookRoute(asked, { params: Promise.resolve({}) })
      response.writeHead(answer.status).end()
    })()
  })
  await new Promise<void>((resolve) => server.listen(backend.port, '127.0.0.1', resolve))
  return () => {
    server.close()
    server.closeAllConnections()
  }
}
