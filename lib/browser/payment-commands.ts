import { z } from 'zod'
import {
  cancelBody,
  captureBody,
  changedPaymentDto,
  type ChangedPaymentDto,
  refundBody,
  refundDto,
  type RefundDto,
} from '../contracts/holds-and-refunds'
import { callApi } from './api'

/** One command about a payment, with the key that makes every repetition of it the same command. */
const askedCommand = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('capture'), key: z.string(), body: captureBody }),
  z.strictObject({ kind: z.literal('cancel'), key: z.string(), body: cancelBody }),
  z.strictObject({ kind: z.literal('refund'), key: z.string(), body: refundBody }),
])
export type AskedCommand = z.infer<typeof askedCommand>
export type CommandKind = AskedCommand['kind']

/** `isKnown` is false while Stripe has not answered: the worker goes on. */
export type Answered = { isKnown: boolean } & (
  { kind: 'capture' | 'cancel'; payment: ChangedPaymentDto } | { kind: 'refund'; refund: RefundDto }
)

// The server answers within 10 seconds, if only to say that it does not know yet.
const TIMEOUT_MS = 20_000

/** Who asks and about what: a key means nothing from anybody else. */
export type CommandDesk = { merchantId: string; paymentId: string }

/**
 * Asks to capture, cancel or refund, and keeps that in this tab until it is answered: a lost answer, a reload and a crash all
 * end in asking again with the same key. Throws an ApiProblem for an answer of ours, and whatever fetch throws for none.
 */
export async function ask(desk: CommandDesk, asked: AskedCommand): Promise<Answered> {
  sessionStorage.setItem(placeOf(desk), JSON.stringify(asked))
  const answered = await send(desk, asked)
  forgetCommand(desk)
  return answered
}

/** It is answered, or it was never carried out. */
export function forgetCommand(desk: CommandDesk): void {
  sessionStorage.removeItem(placeOf(desk))
}

/** The command that this tab asked for and has no answer to. */
export function unansweredCommand(desk: CommandDesk): AskedCommand | null {
  try {
    return askedCommand.parse(JSON.parse(sessionStorage.getItem(placeOf(desk)) ?? 'null'))
  } catch {
    return null
  }
}

/** Where a command about a payment is sent to, by this script and by a plain form alike. */
export function commandPath(paymentId: string, kind: CommandKind): string {
  return `/api/payments/${paymentId}/${kind === 'refund' ? 'refunds' : kind}`
}

async function send({ paymentId }: CommandDesk, { kind, key, body }: AskedCommand): Promise<Answered> {
  const path = commandPath(paymentId, kind)
  const call = { body, idempotencyKey: key, signal: AbortSignal.timeout(TIMEOUT_MS) }
  if (kind === 'refund') {
    const { status, answer } = await callApi(path, { ...call, answer: refundDto })
    return { kind, isKnown: status !== 202, refund: answer }
  }
  const { status, answer } = await callApi(path, { ...call, answer: changedPaymentDto })
  return { kind, isKnown: status !== 202, payment: answer }
}

function placeOf({ merchantId, paymentId }: CommandDesk): string {
  return `command-asked:${merchantId}:${paymentId}`
}
