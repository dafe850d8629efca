/** The language the notice is written in. Every locale has versions and hashes of its own. */
export const NOTICE_LOCALE = 'en'

/**
 * The day the present wording of /terms came into force. Change it with the terms: a notice refers to them, so new terms
 * are a new notice.
 */
export const TERMS_VERSION = '2026-11-23'

/** What may be saved under a notice: an Amazon Pay account, or whatever Stripe's hosted page offers. */
export const NOTICE_SCOPES = ['amazon_pay', 'any_method'] as const
export type NoticeScope = (typeof NOTICE_SCOPES)[number]

export type NoticeWords = {
  merchant: string
  covers: NoticeScope
  text: string
  optInText: string
  termsVersion: string
}

/**
 * What a customer agrees to by saving a payment method.
 * `text` is the sentence Stripe recommends for a custom form, word for word, with the merchant's name:
 * https://docs.stripe.com/payments/amazon-pay/set-up-future-payments. For a page that saves cards as well, the same sentence
 * speaks of what is chosen there. `optInText` is ours: ticking it lets the merchant charge while the customer is away;
 * without it the saved method is used only when the customer is there.
 */
export function noticeWords(merchant: string, covers: NoticeScope = 'amazon_pay'): NoticeWords {
  const debits = {
    amazon_pay: 'debit your Amazon Pay account',
    any_method: 'debit your Amazon Pay account, or charge the card or other payment method that you choose there,',
  }[covers]
  const saved = { amazon_pay: 'this Amazon Pay account', any_method: 'what I save there' }[covers]
  return {
    merchant,
    covers,
    termsVersion: TERMS_VERSION,
    text:
      `By continuing, you authorize ${merchant} to ${debits} for this payment and future payments ` +
      `in accordance with ${merchant}'s terms, until this authorization is revoked.`,
    optInText: `${merchant} may also charge ${saved} while I’m not here, as described in the terms.`,
  }
}
