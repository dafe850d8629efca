import { approve, decline, leaveForAmazon } from './checkout'
import { twin } from './payment-ends'
import { atAmazon, atDashboard, sweepAll, tell, whileUnread } from './payment-story-elsewhere'
import { asking, byMerchant, confirmAsked, one, opened, partOf, paymentsOf, type Scene } from './payment-story-people'
import { claimed, forgotten, ownJobs } from './payment-story-jobs'
import { control } from './saving'
import { AppError } from '@/lib/domain/errors'
import { viewCheckout } from '@/lib/server/checkout/view-checkout'
import { watchReturn } from '@/lib/server/checkout/watch-return'
import { askCommand } from '@/lib/server/holds/ask-command'
import { carryOut } from '@/lib/server/jobs/carry-out'
import { syncOpenPayment } from '@/lib/server/payments/sync-payment'
import { askRefund } from '@/lib/server/refunds/ask-refund'

/** What is drawn for an act: from 0 to below 1, for whatever it has to choose. */
type Drawn = number

export const ACTS = {
  'a browser starts': async (scene, drawn) => void (await opened(await asking(scene, drawn))),
  'a browser starts anew': async (scene, drawn) =>
    void (await opened({ ...(await asking(scene, drawn)), restart: true })),
  'a browser confirms': async (scene, drawn) => {
    const asked = await asking(scene, drawn)
    const open = await opened(asked)
    if (open) scene.page = await leaveForAmazon(open, asked.save !== undefined)
  },
  'we confirm': async (scene, drawn) => {
    const { paymentId, job } = await confirmAsked(await asking(scene, drawn))
    if (job) await carryOut(job)
    scene.page = (await syncOpenPayment(paymentId))?.intent?.redirectUrl ?? null
  },
  'we are asked to confirm, and killed': async (scene, drawn) => void (await confirmAsked(await asking(scene, drawn))),
  'the customer approves': (scene) => atAmazon(scene, approve),
  'the customer declines': (scene) => atAmazon(scene, decline),
  'an event': (scene, drawn) => tell(scene, drawn, (event) => event),
  'an event’s twin': (scene, drawn) => tell(scene, drawn, twin),
  'the return': async ({ orderId, buyer }, drawn) => {
    const payment = one(await paymentsOf(orderId), drawn)
    if (payment) await watchReturn(payment.id, buyer)
  },
  'the checkout page': async ({ orderId, buyer }) => void (await viewCheckout(orderId, buyer)),
  'the sweep': ({ orderId }) => sweepAll(orderId),
  'a worker': async ({ orderId }, drawn) => {
    const job = one(await ownJobs(orderId), drawn)
    if (job) await carryOut(await claimed(job.id))
  },
  'a worker, killed once it has claimed': async ({ orderId }, drawn) => {
    const job = one(await ownJobs(orderId), drawn)
    if (job) await claimed(job.id)
  },
  'a worker, killed before it says so': async ({ orderId }, drawn) => {
    const job = one(await ownJobs(orderId), drawn)
    if (job) await carryOut(await claimed(job.id)).then(() => forgotten(job.id))
  },
  'a worker, overtaken while it was frozen': async ({ orderId }, drawn) => {
    const job = one(await ownJobs(orderId), drawn)
    if (!job) return
    const [late, early] = [await claimed(job.id), await claimed(job.id)]
    await carryOut(early)
    await carryOut(late)
  },
  'the Dashboard refunds': async ({ orderId }, drawn) => {
    const paid = (await paymentsOf(orderId)).find(({ stripePaymentIntentId }) => stripePaymentIntentId)
    if (paid) await atDashboard(() => control.refund(String(paid.stripePaymentIntentId), partOf(paid.amount, drawn)))
  },
  'the merchant refunds': async ({ orderId, merchant }, drawn) => {
    const payment = one(await paymentsOf(orderId), drawn)
    if (payment) await askRefund({ ...byMerchant(merchant, payment.id), ...partOf(payment.amount, drawn) })
  },
  'the merchant captures': async ({ orderId, merchant }, drawn) => {
    const payment = one(await paymentsOf(orderId), drawn)
    if (payment)
      await askCommand({ ...byMerchant(merchant, payment.id), what: 'capture', ...partOf(payment.amount, drawn) })
  },
  'the Dashboard captures': async ({ orderId }, drawn) => {
    const held = one(await paymentsOf(orderId), drawn)?.stripePaymentIntentId
    if (held) await atDashboard(() => control.dashboard({ capture: held }))
  },
  'the merchant cancels': async ({ orderId, merchant }, drawn) => {
    const payment = one(await paymentsOf(orderId), drawn)
    if (payment) await askCommand({ ...byMerchant(merchant, payment.id), what: 'cancel' })
  },
} satisfies Record<string, (scene: Scene, drawn: Drawn) => Promise<void>>
export type ActName = keyof typeof ACTS
/** `blind`: Stripe does not answer whoever reads a payment meanwhile. */
export type Act = { do: ActName; drawn: Drawn; blind: boolean }

/** Carries one act out. What people are told when it can't be done is no failure; anything else that is thrown is. */
export async function act(scene: Scene, { do: name, drawn, blind }: Act): Promise<void> {
  const work = () =>
    ACTS[name](scene, drawn).catch((error: unknown) => {
      if (!(error instanceof AppError) || !ANSWERS.includes(error.code)) throw error
    })
  if (!blind) return work()
  const intents = (await paymentsOf(scene.orderId)).flatMap(({ stripePaymentIntentId: id }) => id ?? [])
  await whileUnread(intents, work)
}

const ANSWERS: string[] = [
  ...['order_paid', 'payment_in_progress', 'payment_changing', 'hold_ended', 'not_capturable', 'not_cancelable'],
  ...[
    'amount_too_large',
    'not_refundable',
    'refund_too_large',
    'not_found',
    'payment_provider_unavailable',
    'payment_provider_refused',
  ],
]
