import { describe, expect, it } from 'vitest'
import type { Evidence } from '../campaign/checkers/evidence'
import { brokenBy } from '../campaign/checkers/sound-evidence'

describe('the campaign’s checkers of state and history', () => {
  it.each<[string, string, (evidence: Evidence) => void]>([
    [
      'a paid payment the app believes declined',
      'C2 payments are what Stripe says',
      ({ rows }) => {
        rows.payments[0]!.failure = 'declined'
      },
    ],
    [
      'a payment without its intent',
      'C2 payments are what Stripe says',
      ({ rows }) => {
        rows.payments[1]!.stripe_payment_intent_id = null
      },
    ],
    [
      'a wrong fee',
      'C2 payments are what Stripe says',
      ({ rows }) => {
        rows.payments[0]!.fee = 66
      },
    ],
    [
      'an unknown intent that was confirmed',
      'C2 intents nobody knows were never tried',
      ({ rows }) => void rows.payments.pop(),
    ],
    [
      'a method that is gone at Stripe',
      'C2 saved methods are what Stripe says',
      ({ world }) => {
        world.objects.payment_methods[0]!.customer = null
      },
    ],
    [
      'a method saved behind the app’s back',
      'C2 saved methods are what Stripe says',
      ({ world }) => {
        world.objects.payment_methods[1]!.customer = 'cus_1'
      },
    ],
    [
      'a mandate that has ended at Stripe',
      'C2 mandates are what Stripe says',
      ({ world }) => {
        world.objects.mandates[0]!.status = 'inactive'
      },
    ],
    [
      'a payment that is paid and then declined',
      'C5 no payment’s history goes backwards',
      ({ rows }) => {
        rows.audit.push({ ...rows.audit[0]!, action: 'payment.declined' })
      },
    ],
    [
      'a paid payment whose history does not say so',
      'C5 each payment that is paid became so once',
      ({ rows }) => {
        rows.audit = rows.audit.filter(({ action }) => action !== 'payment.paid')
      },
    ],
    [
      'a POST without a key',
      'C5 every POST has a key',
      ({ journal }) => {
        journal[0]!.idempotencyKey = null
      },
    ],
    [
      'a key with two bodies',
      'C5 no key was used with two bodies',
      ({ journal }) => {
        journal.push({ ...journal[0]!, params: { amount: '1300', metadata: { payment_id: 'payment-1' } } })
      },
    ],
    [
      'a create that confirms',
      'C5 nothing was created and confirmed in one call',
      ({ journal }) => {
        journal[0]!.params = { ...(journal[0]!.params as object), confirm: 'true' }
      },
    ],
    [
      'a create a day later',
      'C5 nothing was created after 23 hours',
      ({ journal }) => {
        journal[0]!.at += 86_400
      },
    ],
    [
      'a request Stripe calls a misuse',
      'C5 no request was refused as a misuse of keys',
      ({ journal }) => {
        journal[0]!.errorCode = 'idempotency_error'
      },
    ],
    [
      'a paid order that nobody fulfilled',
      'C6 each paid order was fulfilled once',
      ({ rows }) => {
        rows.fulfilments = []
      },
    ],
    [
      'an order that was fulfilled twice',
      'C6 each paid order was fulfilled once',
      ({ rows }) => {
        rows.fulfilments.push({ ...rows.fulfilments[0]! })
      },
    ],
    [
      'an order that was fulfilled and is not paid',
      'C6 nothing was fulfilled that is not paid',
      ({ rows }) => {
        rows.fulfilments.push({ order_id: 'order-2' })
      },
    ],
    [
      'a payment without a receipt',
      'C6 each payment has one receipt',
      ({ rows }) => {
        rows.mails[0]!.kind = 'refund_made'
      },
    ],
    [
      'a second receipt',
      'C6 each payment has one receipt',
      ({ rows }) => {
        rows.mails.push({ ...rows.mails[0]!, id: 'mail-2' })
      },
    ],
    [
      'a receipt for what was declined',
      'C6 no receipt was written for what is not paid',
      ({ rows }) => {
        rows.mails.push({ ...rows.mails[0]!, id: 'mail-2', subject_id: 'payment-2' })
      },
    ],
    [
      'a mail that was never sent',
      'C6 every mail was sent',
      ({ rows }) => {
        rows.mails[0]!.sent_at = null
      },
    ],
  ])('find %s', (_what, name, spoil) => {
    expect(brokenBy(spoil)).toContain(name)
  })
})
