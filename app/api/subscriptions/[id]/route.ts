import {
  cancelSubscriptionBody,
  type ChangedSubscriptionDto,
  changeSubscriptionBody,
} from '@/lib/contracts/subscriptions'
import { idParams } from '@/lib/contracts/setups'
import { route } from '@/lib/server/http/route'
import { seeOther } from '@/lib/server/http/see-other'
import { type Changed, changeSubscription } from '@/lib/server/subscription-changes/change-subscription'

/** DELETE /api/subscriptions/{id}: ends it now or with its period; 202 means that Stripe has not answered yet. */
export const DELETE = route(
  { params: idParams, body: cancelSubscriptionBody },
  async ({ customer, params, body: { when }, requestId }) => {
    const change = { action: when === 'now' ? ('cancel_now' as const) : ('cancel_at_period_end' as const) }
    return answer(await changeSubscription({ change, subscriptionId: params.id, customer, requestId }))
  },
)

/** POST /api/subscriptions/{id}: the same, and keeping it after all or paying it with another method, for forms as well. */
export const POST = route(
  { params: idParams, body: changeSubscriptionBody, form: fromForm, formPage: '/subscriptions' },
  async ({ customer, params, body: change, requestId, isForm }) => {
    const changed = await changeSubscription({ change, subscriptionId: params.id, customer, requestId })
    return isForm ? seeOther('/subscriptions') : answer(changed)
  },
)

function answer({ id, state, isKnown }: Changed): Response {
  return Response.json({ id, state } satisfies ChangedSubscriptionDto, { status: isKnown ? 200 : 202 })
}

function fromForm({ action, paymentMethodId }: Record<string, string>) {
  return { action, ...(action === 'method' && { paymentMethodId }) }
}
