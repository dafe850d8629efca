import 'server-only'
import { businessNow } from '../clock'
import { env } from '../env'
import { DONE, type Ending } from '../jobs/lease'
import { log } from '../logger'
import { giveLink } from '../recovery/give-link'
import { syncSubscriptionOf } from '../subscriptions/sync-subscription'
import { deliverMail } from './deliver-mail'
import { mailHtml } from './mail-html'
import { mailText } from './mail-text'
import {
  findNews,
  findNotification,
  type FoundNotification,
  isBeingReread,
  type News,
  type PaymentNews,
  recordSent,
} from './store'
import { type Mail, writeMail } from './write-mail'

/**
 * Writes one mail from the rows as they are now and hands it to the mail server, or without one leaves it in the local
 * mailbox; then keeps its words and the time. Throws when the server could not be asked: the command runs again.
 *
 * The row is there once, and sent once as a rule. More cannot be promised over SMTP: a process that dies after the server
 * took the mail and before that is recorded sends it again. Both then carry the same Message-ID, by which mail servers and
 * readers know a repetition.
 */
export async function sendNotification(notificationId: string): Promise<Ending> {
  const notification = await findNotification(notificationId)
  if (!notification || notification.sentAt) return DONE
  // When Stripe tries an invoice again is told by the invoice.
  if (notification.kind === 'charge_failed') await syncSubscriptionOf(notification.subjectId)
  const news = await findNews(notification)
  if (isOver(news, await businessNow())) {
    log.info({ notificationId, kind: news.kind }, 'notification.outdated')
    return DONE
  }
  // What it says of the next try depends on whether the decline has cost the customer the method.
  const paymentMethodId = isAboutFailure(news) ? news.payment.paymentMethodId : null
  if (paymentMethodId && (await isBeingReread(paymentMethodId))) return { done: false, waitSeconds: 1 }
  // A further try may have begun while the mail waited for its server: what comes of it decides whether there is anything to tell.
  if (isAboutFailure(news) && news.payment.status === 'processing')
    return { done: false, waitSeconds: PROCESSING_SECONDS }
  await send(notification, news)
  return DONE
}

async function send(notification: FoundNotification, news: News): Promise<void> {
  const { id, recipient } = notification
  const { MERCHANT_NAME: name, APP_ORIGIN: origin, SMTP_URL: server } = env()
  const linkSecret = isAboutFailure(news) ? await giveLink(notification) : null
  const mail = writeMail(news, { name, origin, linkSecret })
  const { title } = mail
  if (server) await deliverMail(server, { id, recipient, title, text: mailText(mail), html: mailHtml(mail) })
  const kept = writeMail(news, { name, origin, linkSecret: null })
  const text = mailText(server ? withoutSecret(kept) : kept)
  await recordSent(id, { title, text, sentAt: await businessNow() })
}

// Nobody who reads our tables can open what was mailed. Without a server the local mailbox is all there is of the mail.
function withoutSecret(mail: Mail): Mail {
  return mail.link.isSecret ? { ...mail, link: { ...mail.link, url: '(in the mail alone)' } } : mail
}

function isAboutFailure(news: News): news is PaymentNews & { kind: 'charge_failed' | 'charge_given_up' } {
  return news.kind === 'charge_failed' || news.kind === 'charge_given_up'
}

// A mail that waited for its server must not say what is no longer so: the news that ended it has a mail of its own.
function isOver(news: News, now: Date): boolean {
  switch (news.kind) {
    case 'hold_placed':
    case 'hold_ending':
      return news.payment.status !== 'requires_capture'
    case 'charge_failed':
    case 'charge_given_up':
      return !PAYABLE.has(news.payment.status)
    case 'refund_made':
      return news.refund.status === 'failed' || news.refund.status === 'canceled'
    case 'verify_email':
      return news.verification.user.emailVerified || news.verification.expiresAt <= now
    case 'receipt':
    case 'hold_released':
    case 'refund_failed':
    case 'dispute_opened':
      return false
  }
}

const PAYABLE = new Set<PaymentNews['payment']['status']>([
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
])

const PROCESSING_SECONDS = 60
