import { setTimeout as delay } from 'node:timers/promises'
import type { Order } from './orders'
import type { Browser } from './people'

/** What a client was told at last about the charge it had asked for. */
export type Told = { order: Order; paymentId: string; orderId: string; state: string }

export type Answers = {
  told: Told[]
  /** Answers that a client can do nothing with: a refusal, or another payment under the same key. */
  wrong: string[]
  /** Every answer that was none: status and code, or what became of the connection. */
  troubles: Map<string, number>
  sent: number
  /** How many orders have been sent at least once. */
  begun: number
}

type Clients = {
  origin: string
  merchant: Browser
  orders: Order[]
  /** How many are at work at the same time. */
  count: number
  /** When those give up who still have no answer, in milliseconds since 1970. */
  deadline: number
  /** Asked before an order is sent for the first time: the harness holds the clients back until its next blow has fallen. */
  mayBegin: (order: Order) => boolean
  answers: Answers
}

type Waiting = { order: Order; notBefore: number; tries: number }

const IMPATIENT_MS = 40
const PATIENT_MS = 25_000
const IDLE_MS = 20

export function noAnswers(): Answers {
  return { told: [], wrong: [], troubles: new Map(), sent: 0, begun: 0 }
}

/** Sends every order with its own key, again and again until the outcome is known. Ends at the deadline at the latest. */
export async function askForAll(clients: Clients): Promise<void> {
  const { answers, orders } = clients
  const again: Waiting[] = []
  let underWay = 0
  const next = (): Waiting | undefined => {
    const at = again.findIndex(({ notBefore }) => notBefore <= Date.now())
    if (at >= 0) return again.splice(at, 1)[0]
    const order = orders[answers.begun]
    if (!order || !clients.mayBegin(order)) return undefined
    answers.begun++
    return { order, notBefore: 0, tries: 0 }
  }
  const isOver = () => answers.begun === orders.length && again.length === 0 && underWay === 0
  const client = async () => {
    while (!isOver() && Date.now() < clients.deadline) {
      const item = next()
      if (!item) {
        await delay(IDLE_MS)
        continue
      }
      underWay++
      const waitMs = await ask(clients, item).finally(() => underWay--)
      if (waitMs !== null) again.push({ order: item.order, tries: item.tries + 1, notBefore: Date.now() + waitMs })
    }
  }
  await Promise.all(Array.from({ length: clients.count }, client))
}

/** Sends one order, from several clients at once if it is one of those. Null when the outcome is known, else how long to wait. */
async function ask(clients: Clients, { order, tries }: Waiting): Promise<number | null> {
  const senders = tries === 0 ? order.senders : 1
  const patience = (sender: number) => (tries === 0 && sender === 0 && order.impatient ? IMPATIENT_MS : PATIENT_MS)
  const all = await Promise.all(Array.from({ length: senders }, (_, sender) => send(clients, order, patience(sender))))
  const { answers } = clients
  answers.sent += senders
  for (const { trouble } of all) if (trouble) answers.troubles.set(trouble, (answers.troubles.get(trouble) ?? 0) + 1)
  const refusal = all.find(({ kind }) => kind === 'refused')
  if (refusal) {
    answers.wrong.push(`order ${order.number} was refused: ${refusal.trouble}`)
    return null
  }
  const outcomes = all.flatMap(({ told }) => told ?? [])
  const [told] = outcomes
  if (!told) return Math.max(...all.map(({ waitMs }) => waitMs))
  if (outcomes.some((each) => each.paymentId !== told.paymentId || each.state !== told.state))
    answers.wrong.push(`order ${order.number} was answered in different ways: ${JSON.stringify(outcomes)}`)
  answers.told.push(told)
  return null
}

type Answer = { kind: 'told' | 'again' | 'refused'; trouble: string | null; waitMs: number; told?: Told }

async function send({ origin, merchant }: Clients, order: Order, patienceMs: number): Promise<Answer> {
  const { key, customerId, amount, number } = order
  try {
    const answer = await fetch(`${origin}/api/charges`, {
      method: 'POST',
      headers: { origin, cookie: merchant.cookie, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ customerId, amount, currency: 'usd', description: `Ride ${number}` }),
      signal: AbortSignal.timeout(patienceMs),
    })
    const body = (await answer.json()) as { id: string; orderId: string; state: string; code?: string }
    if (answer.status === 200)
      return {
        kind: 'told',
        trouble: null,
        waitMs: 0,
        told: { order, paymentId: body.id, orderId: body.orderId, state: body.state },
      }
    if (answer.status === 202) return { kind: 'again', trouble: '202 still under way', waitMs: 2000 }
    const trouble = `${answer.status} ${body.code ?? ''}`.trim()
    return { kind: answer.status >= 500 ? 'again' : 'refused', trouble, waitMs: 500 }
  } catch (error) {
    return { kind: 'again', trouble: connectionTrouble(error), waitMs: 300 }
  }
}

function connectionTrouble(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } }
  if (name === 'TimeoutError') return 'the client hung up'
  return cause?.code ?? cause?.message ?? name ?? 'unknown'
}
