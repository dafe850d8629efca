import { approve, decline, leaveForAmazon } from './checkout'
import { eventFrom } from './payment-news'
import { COURSES, type Happening, type News, type Plan, type Step } from './payment-orders'
import { newOrder, type offers } from './payment-people'
import { deliver } from './webhooks'
import { AppError } from '@/lib/domain/errors'
import type { Buyer } from '@/lib/server/auth/buyer'
import { acceptanceFrom } from '@/lib/server/checkout/acceptance'
import { openPayment } from '@/lib/server/checkout/open-payment'
import { attemptOf } from '@/lib/server/checkout/start-payment'
import { askConfirm } from '@/lib/server/checkout/store'
import { watchReturn } from '@/lib/server/checkout/watch-return'
import { addSeconds, businessNow } from '@/lib/server/clock'
import { db } from '@/lib/server/db'
import { type LeasedJob, markDone } from '@/lib/server/jobs/store'
import { workInbox } from '@/lib/server/jobs/work-inbox'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { pendingMandate } from '@/lib/server/mandates/store'
import { returnUrl } from '@/lib/server/payment-methods/dto'
import { finishPayment } from '@/lib/server/payments/finish-payment'
import { recordSnapshot } from '@/lib/server/payments/record-snapshot'
import { findPayment, type FoundPayment } from '@/lib/server/payments/store'
import { syncPayment } from '@/lib/server/payments/sync-payment'
import type { PaymentIntentSnapshot } from '@/lib/server/stripe/payment-intent-snapshot'
import { confirmOnSession, createPaymentIntent, setSaving } from '@/lib/server/stripe/payment-intents'

/** What one of our processes had read and been told before it was held up. */
type Held = { row: FoundPayment; snapshot: PaymentIntentSnapshot }
/** One payment on its way. */
export type Trip = {
  plan: Plan
  buyer: Buyer
  orderId: string
  paymentId: string
  stripePaymentIntentId: string
  clientSecret: string
  page: string
  done: number
  created?: Held
  confirmed?: Held
  /** What the process that confirms has leased. */
  job: LeasedJob | null
}

/** Who buys what. */
export type Shopping = { buyer: Buyer; offers: Awaited<ReturnType<typeof offers>> }

/** An order and its payment, which somebody has asked us to confirm; Stripe has not heard of it. */
export async function begin(plan: Plan, { buyer, offers: all }: Shopping): Promise<Trip> {
  const offer = all.get(COURSES[plan.way].slug)
  if (!offer) throw new Error('The shop does not sell that.')
  const orderId = await newOrder(buyer, offer)
  const save = plan.way === 'saves' ? { noticeId: (await currentNotice()).id, agreed: true as const } : undefined
  const seen = { page: `/checkout/${orderId}`, ip: null, userAgent: 'Mozilla/5.0 (test)' }
  const attempt = await attemptOf({ orderId, buyer, save, ...seen, requestId: crypto.randomUUID() })
  const idempotency = { route: 'POST /api/orders/[id]/pay', key: crypto.randomUUID(), bodyHash: '' }
  const asked = await askConfirm({ ...attempt, paymentMethodId: null, idempotency })
  if (typeof asked === 'string') throw new Error(`Paying was refused: ${asked}`)
  const unknown = { stripePaymentIntentId: '', clientSecret: '', page: '' }
  return { plan, buyer, orderId, paymentId: asked.paymentId, job: asked.job, ...unknown, done: 0 }
}

/** Has everything handled in the plan's order; what happens at Stripe is ahead of it. */
export async function travel(trip: Trip): Promise<void> {
  const { order, pace, way } = trip.plan
  if (pace !== 'just before') await goOn(trip, COURSES[way].steps.length)
  for (const happening of order) {
    await goOn(trip, needed(trip.plan, happening))
    await handle[happening](trip)
  }
}

function needed({ news }: Plan, happening: Happening): number {
  if (happening === 'the create answer') return 1
  if (happening === 'the confirm answer') return 2
  return happening.startsWith('news') ? newsAt(news, happening)[1] : 0
}

async function goOn(trip: Trip, until: number): Promise<void> {
  const { steps } = COURSES[trip.plan.way]
  while (trip.done < until) await atStripe[steps[trip.done++] ?? 'create'](trip)
}

const atStripe: Record<Step, (trip: Trip) => Promise<void>> = {
  create: async (trip) => {
    const row = await rowOf(trip)
    const { id: paymentId, orderId, createKey: idempotencyKey, amount, currency } = row
    const { stripeCustomerId, stripeCustomerAccountId, statementDescriptor, captureMethod } = row
    const terms = { amount, currency, statementDescriptor, captureMethod, savedType: null }
    const named = { stripeCustomerId, stripeCustomerAccountId }
    const intent = await createPaymentIntent({ paymentId, orderId, idempotencyKey, ...named, ...terms })
    trip.created = { row, snapshot: intent.snapshot }
    trip.stripePaymentIntentId = intent.snapshot.stripePaymentIntentId
    trip.clientSecret = intent.clientSecret ?? ''
  },
  // Somebody has to know the intent to confirm it: a second process, which got the same answer by the same key.
  confirm: async (trip) => {
    const isUnheard = trip.plan.pace === 'unheard'
    const row = isUnheard ? await rowOf(trip) : (await openPayment(trip.paymentId)).payment
    const mandate = await pendingMandate(row.id)
    if (isUnheard && mandate) await setSaving({ ...trip, saves: true, idempotencyKey: `save:${row.id}` })
    const { snapshot, redirectUrl } = await confirmOnSession({
      stripePaymentIntentId: trip.stripePaymentIntentId,
      stripePaymentMethodId: null,
      returnUrl: returnUrl(row.id),
      acceptance: mandate && acceptanceFrom(mandate),
      idempotencyKey: row.confirmKey,
    })
    if (!isUnheard) trip.confirmed = { row, snapshot }
    trip.page = redirectUrl ?? ''
  },
  approve: ({ page }) => approve(page),
  decline: ({ page }) => decline(page),
  'confirm again': async (trip) => void (trip.page = await leaveForAmazon(trip)),
}

const handle: Record<Happening, (trip: Trip) => Promise<unknown>> = {
  'the create answer': async ({ paymentId, created }) => {
    if (!created) throw new Error('There is no create answer.')
    // Whoever finds the row as it was sends the create again, and gets this very answer by its key.
    const isUntouched = (await rowOf({ paymentId })).version === created.row.version
    if (isUntouched || !(await recordSnapshot(created.row, created.snapshot))) await openAgain(paymentId)
  },
  'the confirm answer': async ({ paymentId, confirmed, job }) => {
    // Without an answer, Stripe is read.
    if (!confirmed || !(await recordSnapshot(confirmed.row, confirmed.snapshot))) await syncPayment(paymentId)
    if (job) await markDone(job)
  },
  'news 1': (trip) => tell(trip, 'news 1'),
  'news 2': (trip) => tell(trip, 'news 2'),
  'news 3': (trip) => tell(trip, 'news 3'),
  'the return': ({ paymentId, buyer }) => watchReturn(paymentId, buyer),
  'the sweep': async ({ paymentId }) => finishPayment(paymentId, addSeconds(await businessNow(), 7200)),
}

const REFUSALS = ['order_paid', 'payment_in_progress', 'payment_provider_refused', 'payment_provider_unavailable']

// What is told to whoever asks when there is nothing left to open.
async function openAgain(paymentId: string): Promise<void> {
  await openPayment(paymentId).catch((error: unknown) => {
    if (!(error instanceof AppError) || !REFUSALS.includes(error.code)) throw error
  })
}

async function tell(trip: Trip, happening: Happening): Promise<void> {
  const [type, after] = newsAt(trip.plan.news, happening)
  // Of two alike, the second follows the decline.
  const event = await eventFrom(trip.stripePaymentIntentId, type, after > 3 && type.endsWith('action') ? 1 : 0)
  await deliver(event)
  await handled(event.id)
}

/** Works events off until this one has been handled, by whoever has claimed it. */
async function handled(id: string): Promise<void> {
  for (;;) {
    await workInbox()
    const { handledAt, lastError } = await db().stripeEvent.findUniqueOrThrow({ where: { id } })
    if (handledAt) return
    if (lastError) throw new Error(lastError)
  }
}

function newsAt(news: readonly News[], happening: Happening): News {
  const found = news[Number(happening.at(-1)) - 1]
  if (!found) throw new Error(`${happening} is not planned.`)
  return found
}

async function rowOf({ paymentId }: Pick<Trip, 'paymentId'>): Promise<FoundPayment> {
  const row = await findPayment(paymentId)
  if (!row) throw new Error(`Payment ${paymentId} disappeared.`)
  return row
}
