import 'server-only'
import { inOneLine, linesOf } from './name-things'
import type { News, PaymentNews } from './store'
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
export type Words = Pick<Mail, 'title' | 'lead' | 'facts'>

/** Words for one mail. Customers are never shown a code of Stripe's, and are sent to their order; the merchant to the console. */
export function writeMail(news: News, shop: Shop): Mail {
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

function aboutPayment(news: PaymentNews, { origin }: Shop): Omit<Mail, 'from'> {
  const { payment } = news
  const isForMerchant = news.kind === 'hold_ending' || news.kind === 'dispute_opened'
  const link = isForMerchant
    ? { label: 'Open it in the console', url: `${origin}/console/payments/${payment.id}` }
    : { label: 'See your order', url: `${origin}/orders/${payment.orderId}` }
  const { title, lead, facts } = wordsOf(news)
  const lines = linesOf(payment).map((value) => ({ name: 'For', value }))
  return { title, lead, facts: [...lines, ...facts, { name: 'Order number', value: payment.orderId }], link }
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
  }
}
