import type { Due, WorldView } from '../../../view-types'
import { button, el, type Child } from './dom'
import { timeOf } from './format'
import type { LinkTo } from './json'

/** What will happen by itself, and the way there. */
export function dueView({ due, dueCount, clock }: WorldView, linkTo: LinkTo): HTMLElement {
  const [next] = due
  if (!next) return el('p', { class: 'muted due', 'data-key': 'due' }, 'Nothing falls due by itself.')
  return el(
    'div',
    { class: 'due', 'data-key': 'due' },
    el('p', {}, 'Next: ', ...dueWords(next, clock.now, linkTo)),
    button('Go there', `advance-to:${next.at}`),
    dueCount > 1 && restView({ due, dueCount, clock }, linkTo),
  )
}

function restView(
  { due, dueCount, clock }: Pick<WorldView, 'due' | 'dueCount' | 'clock'>,
  linkTo: LinkTo,
): HTMLElement {
  const line = (each: Due) => el('li', { 'data-key': each.id }, ...dueWords(each, clock.now, linkTo))
  return el(
    'details',
    { 'data-key': 'rest' },
    el('summary', {}, `All ${dueCount} that fall due`),
    el('ol', {}, ...due.map(line)),
    dueCount > due.length && el('p', { class: 'muted' }, `and ${dueCount - due.length} more`),
  )
}

function dueWords({ at, kind, about }: Due, now: number, linkTo: LinkTo): Child[] {
  const href = linkTo(about)
  const what = WORDS[kind] ?? kind
  return [timeOf(at, now), ' ', href ? el('a', { href, title: about }, what) : what]
}

const WORDS: Record<string, string> = {
  'setup.expire': 'a setup expires',
  'setup.settle': 'a setup settles',
  'payment.expire': 'a payment expires',
  'payment.settle': 'a payment settles',
  'off_session.settle': 'a charge succeeds',
  'off_session.decline': 'a charge is declined',
  'hold.expire': 'a hold ends',
  'charge.book': 'a charge reaches the balance',
  'charge.dispute': 'a charge is contested',
  'refund.succeed': 'a refund arrives',
  'refund.fail': 'a refund fails',
  'dispute.due': 'a dispute is lost',
  'checkout.expire': 'a Checkout Session expires',
  'subscription.cycle': 'a period ends',
  'subscription.lapse': 'a subscription lapses',
  'subscription.trial_ending': 'a trial is about to end',
  'subscription.upcoming': 'an invoice is announced',
  'invoice.finalize': 'an invoice is finalized',
  'invoice.retry': 'an invoice is tried again',
  delivery: 'an event is sent again',
}
