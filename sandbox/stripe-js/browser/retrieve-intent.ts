import { secretOf } from './client-secret'
import type { Context } from './context'
import type { Intent, IntentKind } from './intent-kinds'

/** docs.stripe.com/js/payment_intents/retrieve_payment_intent, and the same for SetupIntents. */
export async function retrieveIntent<I extends Intent, R>(
  { api }: Context,
  kind: IntentKind<I, R>,
  clientSecret: unknown,
): Promise<R> {
  const { id, secret } = secretOf(`stripe.retrieve${kind.noun}`, clientSecret, kind)
  const answer = await api.get<I>(`${kind.path}/${id}`, { client_secret: secret })
  return answer.error ? kind.failed(answer.error) : kind.found(answer.value)
}
