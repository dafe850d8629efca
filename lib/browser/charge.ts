import { z } from 'zod'
import { chargeBody, chargedDto, type ChargedDto } from '../contracts/charges'
import { callApi } from './api'

/** One charge with the key that makes every repetition of it the same charge. */
const askedCharge = z.strictObject({ key: z.string(), body: chargeBody })
export type AskedCharge = z.infer<typeof askedCharge>

// The server answers within 10 seconds, if only to say that it does not know yet.
const TIMEOUT_MS = 20_000

/** Whose charge and to whom: a key means nothing from anybody else. */
export type Desk = { merchantId: string; customerId: string }

/**
 * Asks for a charge, and keeps it in this tab until its outcome is known: a lost answer, a reload and a crash all end in
 * asking again with the same key. Throws an ApiProblem for an answer of ours, and whatever fetch throws for none.
 */
export async function charge(desk: Desk, asked: AskedCharge): Promise<ChargedDto> {
  sessionStorage.setItem(placeOf(desk), JSON.stringify(asked))
  const { answer } = await callApi('/api/charges', {
    body: asked.body,
    answer: chargedDto,
    idempotencyKey: asked.key,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  forgetCharge(desk)
  return answer
}

/** Its outcome is known, or it was never made. */
export function forgetCharge(desk: Desk): void {
  sessionStorage.removeItem(placeOf(desk))
}

/** The charge that this tab asked for and has no answer to. */
export function unansweredCharge(desk: Desk): AskedCharge | null {
  try {
    return askedCharge.parse(JSON.parse(sessionStorage.getItem(placeOf(desk)) ?? 'null'))
  } catch {
    return null
  }
}

function placeOf({ merchantId, customerId }: Desk): string {
  return `charge-asked:${merchantId}:${customerId}`
}
