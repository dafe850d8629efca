import type Stripe from 'stripe'
import { rowOf } from './saving'
import { addSeconds, businessNow } from '@/lib/server/clock'
import { db } from '@/lib/server/db'
import { finishSetup } from '@/lib/server/payment-methods/finish-setup'
import { handlerOf } from '@/lib/server/webhooks/handlers'

/** The sweep's turn for one try, two hours from now at the latest. */
export async function sweepOne(setupId: string): Promise<void> {
  await finishSetup(setupId, addSeconds(await businessNow(), 7200))
}

/** What the worker does with an event of this SetupIntent, without the inbox. */
export async function handle(type: Stripe.Event['type'], objectId: string, reference: string): Promise<void> {
  await handlerOf(type)?.({ objectId, reference })
}

/** How a try ended, in all rows that it touches, without what differs from try to try. */
export async function endOf(setupId: string) {
  const { status, failed, nextSyncAt, stripeSetupIntentId, mandate, customerId } = await rowOf(setupId)
  const methods = await db().paymentMethod.findMany({ where: { customerId } })
  const saves = await db().auditEntry.count({
    where: { action: 'payment_method.save', subject: { in: methods.map(({ id }) => `payment_method:${id}`) } },
  })
  return {
    setup: { status, failed, nextSyncAt, hasIntent: stripeSetupIntentId !== null },
    mandate: mandate && {
      status: mandate.status,
      isOfMethod: mandate.paymentMethodId !== null && mandate.paymentMethodId === methods[0]?.id,
      hasStripeId: mandate.stripeMandateId !== null,
      ip: mandate.acceptedIp,
      ipSource: mandate.ipSource,
    },
    methods: methods.map(({ isDefault, email }) => ({ isDefault, hasEmail: email !== null })),
    saves,
  }
}

/** How every approved save of a customer's first method ends. */
export const SAVED = {
  setup: { status: 'succeeded', failed: false, nextSyncAt: null, hasIntent: true },
  mandate: { status: 'active', isOfMethod: true, hasStripeId: true, ip: '127.0.0.1', ipSource: 'stripe' },
  methods: [{ isDefault: true, hasEmail: true }],
  saves: 1,
}
