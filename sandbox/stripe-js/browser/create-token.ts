import type { Token, TokenResult } from '@stripe/stripe-js'
import { cardElementOf } from './elements/card-element'
import { IntegrationError } from './integration-error'

/** docs.stripe.com/js/tokens/create_token, of a card. @throws IntegrationError for other kinds of token. */
export async function createToken(element: unknown, data: Record<string, unknown> = {}): Promise<TokenResult> {
  const card = cardElementOf(element)
  if (!card) throw new IntegrationError('The sandbox makes tokens of cards only: pass a card Element.')
  card.requireReady('stripe.createToken()')
  const answer = await card.ask<Token>({ kind: 'token', params: data })
  return answer.error ? { error: answer.error } : { token: answer.value }
}
