import type Stripe from 'stripe'
import { eventsFrom } from './payment-news'
import { one, paymentsOf, type Scene } from './payment-story-people'
import { control, stripe } from './saving'
import { deliver } from './webhooks'
import { AppError } from '@/lib/domain/errors'
import { addSeconds, businessNow } from '@/lib/server/clock'
import { db } from '@/lib/server/db'
import { workInbox } from '@/lib/server/jobs/work-inbox'
import { finishPayment } from '@/lib/server/payments/finish-payment'
import { customerParam } from '@/lib/server/stripe/customer-ids'
import { finishRefund } from '@/lib/server/refunds/finish-refund'

/** The customer answers on Amazon's page, if that is where they are and it still waits for them. */
export async function atAmazon(scene: Scene, answer: (page: string) => Promise<void>): Promise<void> {
  const { page } = scene
  scene.page = null
  if (page && (await isWaiting(scene, page))) await answer(page)
}

async function isWaiting({ orderId }: Scene, page: string): Promise<boolean> {
  const payment = (await paymentsOf(orderId))[0]
  // A list, because single ones may not be readable just now.
  const { data } = payment ? await stripe.paymentIntents.list(customerParam(payment)) : { data: [] }
  return data.some(({ next_action: next }) => next?.redirect_to_url?.url === page)
}

/** Does something in the Dashboard, which refuses what can't be done. */
export async function atDashboard(action: () => Promise<unknown>): Promise<void> {
  await action().catch((error: unknown) => {
    if (!/The sandbox refused dashboard/.test(String(error))) throw error
  })
}

/** Delivers one of the events so far, whether it was delivered before or not, and has it handled. */
export async function tell(scene: Scene, drawn: number, as: (event: Stripe.Event) => Stripe.Event): Promise<void> {
  const event = one(await eventsOf(scene), drawn)
  if (event) await told(scene, as(event))
}

/** Delivers what was never delivered, from the drawn one on; `few`: of refunds alone, which are made behind our back. */
export async function tellRest(scene: Scene, { drawn, few }: { drawn: number; few: boolean }): Promise<void> {
  const news = (await eventsOf(scene)).filter(({ type }) => !few || type.includes('refund'))
  const rest = news.filter(({ id }) => !scene.told.has(id))
  const first = Math.floor(drawn * rest.length)
  for (const event of [...rest.slice(first), ...rest.slice(0, first)]) await told(scene, event)
  await retried(scene)
}

/** What could not be handled while Stripe did not answer is tried again: its time has come by now. */
async function retried({ orderId }: Scene): Promise<void> {
  const named = (await paymentsOf(orderId)).flatMap(({ stripePaymentIntentId: id }) => id ?? [])
  const failed = await db().stripeEvent.findMany({ where: { handledAt: null, objectId: { in: named } } })
  for (const { id } of failed) await handled(id)
}

async function eventsOf({ orderId }: Scene): Promise<Stripe.Event[]> {
  const payments = await paymentsOf(orderId)
  const named = payments.flatMap(({ stripePaymentIntentId: id }) => id ?? [])
  return (await Promise.all(named.map(eventsFrom))).flat()
}

async function told(scene: Scene, event: Stripe.Event): Promise<void> {
  scene.told.add(event.id)
  await deliver(event)
  await handled(event.id)
}

async function handled(id: string): Promise<void> {
  await db()
    .$executeRaw`update stripe_events set due_at = now() - interval '1 day' where id = ${id} and due_at is not null`
  for (;;) {
    await workInbox()
    const { handledAt, lastError } = await db().stripeEvent.findUniqueOrThrow({ where: { id } })
    if (handledAt || lastError) return
  }
}

/** The sweep's turn for all that belongs to an order, two hours from now. One that can't be read keeps nobody waiting. */
export async function sweepAll(orderId: string): Promise<void> {
  const now = addSeconds(await businessNow(), 7200)
  for (const { id, refunds } of await paymentsOf(orderId)) {
    await caught(finishPayment(id, now))
    for (const refund of refunds) await caught(finishRefund(refund.id, addSeconds(now, 24 * 3600)))
  }
}

async function caught(turn: Promise<void>): Promise<void> {
  await turn.catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'payment_provider_unavailable') throw error
  })
}

const unread = new Map<symbol, string[]>()

/** Does something while Stripe does not answer whoever reads these payment intents. */
export async function whileUnread(intents: string[], work: () => Promise<void>): Promise<void> {
  const own = Symbol('unread')
  unread.set(own, intents)
  await applyFaults()
  try {
    await work()
  } finally {
    unread.delete(own)
    await applyFaults()
  }
}

async function applyFaults(): Promise<void> {
  const ids = [...unread.values()].flat()
  await control.faults(
    ids.map((id) => ({ match: { method: 'GET', path: `/v1/payment_intents/${id}` }, kind: 'error_503' })),
  )
}
