import type { ConfirmationToken, ConfirmationTokenResult } from '@stripe/stripe-js'
import { groupOf } from './elements/group'
import { usageOf } from './elements/session'
import { IntegrationError } from './integration-error'

export type TokenOptions = { elements?: unknown; params?: Record<string, unknown> }

const CALLER = 'stripe.createConfirmationToken()'

/**
 * docs.stripe.com/js/confirmation_tokens/create_confirmation_token: what is filled in, or was approved with an express
 * button, for a server to confirm with. Where it saves, the customer's consent is taken from this browser.
 * @throws IntegrationError for what no customer can help.
 */
export async function createConfirmationToken(options: TokenOptions): Promise<ConfirmationTokenResult> {
  const { elements, params = {} } = options ?? {}
  if (elements === undefined) throw new IntegrationError(`The sandbox wants elements for ${CALLER}.`)
  const group = groupOf(CALLER, elements)
  const element = group.mounted(CALLER)
  if (group.options.mode) group.requireSubmitted(CALLER)
  const usage = usageOf(group.options)
  const saves = usage !== null || group.options.mode === 'setup' || group.options.mode === 'subscription'
  const mandate = { customer_acceptance: { type: 'online', online: { infer_from_client: true } } }
  const answer = await element.ask<ConfirmationToken>({
    kind: 'confirm',
    caller: CALLER,
    path: '/v1/confirmation_tokens',
    params: {
      ...params,
      payment_method_data: group.withEmail(params['payment_method_data']),
      ...(usage && { setup_future_usage: usage }),
      ...(saves && { mandate_data: mandate }),
    },
  })
  return answer.error ? { error: answer.error } : { confirmationToken: answer.value }
}
