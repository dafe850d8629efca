import { beforeEach, expect, it } from 'vitest'
import { freshWorld } from '../support/business-clock'
import { approve, control, decline, goToAmazon, newCustomer, open, rowOf, stripe } from '../support/saving'
import { redirectUrl } from '../support/test-page'
import { endOf, SAVED, sweepOne } from '../support/settling'
import { deliver, eventsOf, handleAll } from '../support/webhooks'
import { stateOf } from '@/lib/server/payment-methods/dto'
import { syncSetup } from '@/lib/server/payment-methods/sync-setup'
import type { Outcomes } from '../../sandbox/control-types'

beforeEach(freshWorld)

// Everything about a save that Stripe does not document, each way round.
const WAYS: Outcomes[] = (['confirm', 'success'] as const).flatMap((mandateShownFrom) =>
  [true, false].flatMap((mandateUpdatedOnActivation) =>
    (['from_customer', 'none', 'amazon@example.com'] as const).map((billingEmail) => ({
      mandateShownFrom,
      mandateUpdatedOnActivation,
      billingEmail,
    })),
  ),
)

it.each(WAYS)('a save ends alike when Stripe does it like this: %j', async (way) => {
  await control.outcomes(way)
  const { setupId, clientSecret, stripeSetupIntentId } = await open(await newCustomer())
  const page = await goToAmazon(clientSecret)
  await syncSetup(setupId)
  await approve(page)
  for (const event of await eventsOf(stripeSetupIntentId)) await deliver(event)
  await handleAll()
  const methods = [{ isDefault: true, hasEmail: way.billingEmail !== 'none' }]
  expect(await endOf(setupId)).toEqual({ ...SAVED, methods })
})

it.each(['invalid_request_error', 'card_error'] as const)('a decline ends alike as a %s', async (type) => {
  await control.outcomes({ setupDecline: { type, code: 'x', declineCode: type === 'card_error' ? 'y' : null } })
  const { setupId, clientSecret } = await open(await newCustomer())
  await decline(await goToAmazon(clientSecret))
  await sweepOne(setupId)
  expect(stateOf(await rowOf(setupId))).toBe('declined')
})

it('a save ends alike when Stripe makes no mandate of its own, with what we know', async () => {
  const { setupId, stripeSetupIntentId } = await open(await newCustomer())
  const confirmed = await stripe.setupIntents.confirm(stripeSetupIntentId, { return_url: 'https://shop.test/' })
  await approve(redirectUrl(confirmed))
  await syncSetup(setupId)
  const mandate = { ...SAVED.mandate, hasStripeId: false, ip: null, ipSource: 'unverified' }
  expect(await endOf(setupId)).toEqual({ ...SAVED, mandate })
})
