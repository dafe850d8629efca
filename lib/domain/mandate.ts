/** The language the notice is written in. Every locale has versions and hashes of its own. */
export const NOTICE_LOCALE = 'en'

/**
 * The day the present wording of /terms came into force. Change it with the terms: a notice refers to them, so new terms
 * are a new notice.
 */
export const TERMS_VERSION = '2026-11-21'

export type NoticeWords = { merchant: string; text: string; optInText: string; termsVersion: string }

/**
 * What a customer agrees to by saving Amazon Pay.
 * `text` is the sentence Stripe recommends for a custom form, word for word, with the merchant's name:
 * https://docs.stripe.com/payments/amazon-pay/set-up-future-payments. `optInText` is ours: ticking it lets the merchant
 * charge while the customer is away; without it the saved method is used only when the customer is there.
 */
export function noticeWords(merchant: string): NoticeWords {
  return {
    merchant,
    termsVersion: TERMS_VERSION,
    text:
      `By continuing, you authorize ${merchant} to debit your Amazon Pay account for this payment and future payments ` +
      `in accordance with ${merchant}'s terms, until this authorization is revoked.`,
    optInText: `${merchant} may also charge this Amazon Pay account while I’m not here, as described in the terms.`,
  }
}
