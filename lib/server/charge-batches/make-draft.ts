import 'server-only'
import { createHash } from 'node:crypto'
import type { NewBatchBody } from '@/lib/contracts/charge-batches'
import { AppError } from '@/lib/domain/errors'
import { currenciesOf, typedMoney } from '@/lib/domain/money'
import { requireMerchant, type Viewer } from '../auth/session'
import { businessNow } from '../clock'
import { env } from '../env'
import { findIdempotentRequest } from '../http/store'
import { stripeAccount } from '../stripe/account'
import { checkEntries, type Entry } from './check-entries'
import { readChargeFile } from './read-charge-file'
import { findCandidates, insertBatch } from './store'

const ROUTE = 'POST /api/charge-batches'
const LONGEST_NAME = 100

export type MakeDraft = {
  asked: NewBatchBody
  merchant: Viewer
  idempotencyKey: string
  requestId: string
}

/**
 * Makes a draft of an uploaded file, or of one charge for each of the chosen customers: every line is looked at and nothing
 * is charged. Gives its id; a repeated request gives the one it made first. Throws what `readChargeFile` throws, and
 * `idempotency_key_reused`.
 */
export async function makeDraft({ asked, merchant, idempotencyKey: key, requestId }: MakeDraft): Promise<string> {
  requireMerchant(merchant)
  const { userId: actorId } = merchant
  const { name, entries, bodyHash, fileHash } = 'bytes' in asked ? fromFile(asked) : fromChoice(asked)
  const idempotency = { route: ROUTE, key, bodyHash }
  const earlier = await findEarlier(actorId, idempotency)
  if (earlier) return earlier
  const names = [...new Set(entries.map(({ who }) => who))]
  const candidates = await findCandidates(names, await stripeAccount())
  const checked = checkEntries(entries, { candidates, currencies: currenciesOf(env().MERCHANT_COUNTRY) })
  const now = await businessNow()
  const made = await insertBatch({ name, fileHash, entries: checked, idempotency, actorId, requestId, now })
  // The same request may have come in twice at once: whatever the other one filed is the answer to both.
  const id = made ?? (await findEarlier(actorId, idempotency))
  if (!id) throw new Error(`The request that used key ${key} first has left nothing.`)
  return id
}

async function findEarlier(actorId: string, idempotency: { route: string; key: string; bodyHash: string }) {
  const request = await findIdempotentRequest(actorId, idempotency)
  if (!request || request.bodyHash === idempotency.bodyHash) return request?.resultId ?? null
  throw new AppError('idempotency_key_reused', 'This Idempotency-Key was used with another request.')
}

type Uploaded = Extract<NewBatchBody, { bytes: unknown }>
type Chosen = Exclude<NewBatchBody, Uploaded>

function fromFile({ name, bytes }: Uploaded) {
  const fileHash = hashOf(bytes)
  // A browser gives the name alone; other programs may send a path.
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const shown = [...last.replaceAll(/\p{Cc}/gu, ' ').trim()].slice(0, LONGEST_NAME).join('') || 'Uploaded file'
  return { name: shown, entries: readChargeFile(bytes), bodyHash: fileHash, fileHash }
}

function fromChoice({ customerIds, amount, currency, ...chosen }: Chosen) {
  // JSON may have half a letter, which a file can't and PostgreSQL's JSON won't.
  const description = chosen.description.toWellFormed()
  const shared = { typedAmount: typedMoney({ amount, currency }), currency, description, reference: '', fault: null }
  const entries: Entry[] = customerIds.map((who, index) => ({ ...shared, who, line: index + 1 }))
  const bodyHash = hashOf(JSON.stringify([customerIds, amount, currency, description]))
  return { name: 'Chosen customers', entries, bodyHash, fileHash: null }
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
