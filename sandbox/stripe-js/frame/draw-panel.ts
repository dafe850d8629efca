import type { Shown } from '../channel'
import type { CardForm } from './card-form'
import { make } from './dom'
import type { MethodType } from './methods'
import { textsFor } from './texts'

/** What stands under a method: Amazon Pay only says where the customer is taken, a card has fields. */
export function drawPanel(type: MethodType, { shown, form }: { shown: Shown; form: CardForm }): HTMLElement {
  const texts = textsFor(shown.group.locale)
  const terms = termsOf(type, shown)
  const body = type === 'card' ? form.element : make('p', { class: 'RedirectText' }, texts.redirect)
  return make('div', {}, body, ...(terms ? [make('p', { class: 'TermsText' }, terms)] : []))
}

/** Said when the method is kept for later; for cards the shop may say `always` or `never`. */
function termsOf(type: MethodType, { session, options, group }: Shown): string | undefined {
  const texts = textsFor(group.locale)
  const name = options.business?.name ?? session?.merchant_name ?? ''
  const keeps = session?.mode !== 'payment' || Boolean(session.setup_future_usage)
  if (type === 'amazon_pay') {
    if (!keeps) return undefined
    return session?.mode === 'setup' ? texts.amazonSetupTerms(name) : texts.amazonPaymentTerms(name)
  }
  const wish = options.terms?.card ?? 'auto'
  return wish === 'always' || (wish === 'auto' && keeps) ? texts.cardTerms(name) : undefined
}
