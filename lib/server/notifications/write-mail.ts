import 'server-only'
import { inOneLine, linesOf } from './name-things'
import type { News, PaymentNews } from './store'
import { chargeFailed, chargeGivenUp } from './words-about-failure'
import { holdPlaced, holdReleased, receipt, refundFailed, refundMade } from './words-for-customer'
import { disputeOpened, holdEnding } from './words-for-merchant'
import { verifyEmail } from './words-for-owner'

/** A mail before it is set as text or as HTML. Every string is one line, as somebody else may have typed it. */
export type Mail = {
  title: string
  /** Whether money moved comes first. */
  lead: string
  facts: { name: string; value: string }[]
  /** A secret one opens something to whoever has it. */
  link: { label: string; url: string; isSecret?: true }
  from: string
}

export type Shop = { name: string; origin: string }
type Opening = {
  /** What opens the page to pay a failed charge; null in the words that are kept. */
  linkSecret: string | null
}
export type Words = Pick<Mail, 'title' | 'lead' | 'facts'>

/** Words for one mail. Customers are never shown a code of Stripe's, and are sent to their order; the merchant to the console. */
export function writeMail(news: News, shop: Shop & Opening): Mail {
  const { title, lead, facts, link } =
    news.kind === 'verify_email' ? verifyEmail(news.verification, shop) : aboutPayment(news, shop)
  return {
    title: inOneLine(title),
    lead: inOneLine(lead),
    facts: facts.map((fact) => ({ ...fact, value: inOneLine(fact.value) })),
    link,
    from: inOneLine(shop.name),
  }
}

function aboutPayment(news: PaymentNews, shop: Shop & Opening): Omit<Mail, 'from'> {
  const { payment } = news
  const link = linkOf(news, shop)
  const { title, lead, facts } = wordsOf(news)
  const lines = linesOf(payment).map((value) => ({ name: 'For', value }))
  return { title, lead, facts: [...lines, ...facts, { name: 'Order number', value: payment.orderId }], link }
}

/** Stands in kept words where the mail has its secret: they would open the page to whoever reads the database. */
export const HIDDEN_SECRET = 'hidden'

function linkOf({ kind, payment }: PaymentNews, { origin, linkSecret }: Shop & Opening): Mail['link'] {
  switch (kind) {
    case 'hold_ending':
    case 'dispute_opened':
      return { label: 'Open it in the console', url: `${origin}/console/payments/${payment.id}` }
    case 'charge_failed':
    case 'charge_given_up':
      return { label: 'Pay it now', url: `${origin}/recover/${linkSecret ?? HIDDEN_SECRET}` }
    default:
      return { label: 'See your order', url: `${origin}/orders/${payment.orderId}` }
  }
}

function wordsOf(news: PaymentNews): Words {
  const { payment } = news
  switch (news.kind) {
    case 'receipt':
      return receipt(payment)
    case 'hold_placed':
      return holdPlaced(payment)
    case 'hold_released':
      return holdReleased(payment)
    case 'hold_ending':
      return holdEnding(payment)
    case 'refund_made':
      return refundMade(payment, news.refund.amount)
    case 'refund_failed':
      return refundFailed(payment, news.refund.amount)
    case 'dispute_opened':
      return disputeOpened(payment, news.dispute)
    case 'charge_failed':
      return chargeFailed(payment)
    case 'charge_given_up':
      return chargeGivenUp(payment)
  }
}
