import { z } from 'zod'
import { BATCH_COMMANDS, BATCH_STATUSES, LINE_OUTCOMES, LINE_PROBLEMS } from '../domain/charge-batch'
import { chargeBody } from './charges'

/** For forms, which cannot send an Idempotency-Key header. */
const attemptKey = z.string().max(255).optional()

/**
 * POST /api/charge-batches as multipart/form-data: a file of charges in the field `file`. Its first line names the columns
 * customer, amount, currency, description and, if wanted, reference. Nothing is charged by it.
 */
export const uploadedChargesBody = z.strictObject({
  name: z.string(),
  bytes: z.instanceof(Uint8Array).refine(({ length }) => length > 0, 'Choose a file.'),
  attemptKey,
})

/** The same as JSON or a plain form: one charge for each of the chosen customers. */
export const chosenChargesBody = z.strictObject({
  customerIds: z.array(z.uuid()).min(1, 'Choose at least one customer.').max(1000, 'Choose at most 1,000 customers.'),
  ...chargeBody.pick({ amount: true, currency: true, description: true }).shape,
  attemptKey,
})
export const newBatchBody = z.union([uploadedChargesBody, chosenChargesBody])
export type NewBatchBody = z.infer<typeof newBatchBody>

/**
 * POST /api/charge-batches/{id}/start: how many charges and how much in each currency the merchant means, as typed by them.
 * `again` says that they know of another list of the same file that was started, and mean this one too.
 */
export const startBatchBody = z.strictObject({
  count: z.int().min(1),
  /** Minor units by currency. */
  sums: z.record(z.string().regex(/^[a-z]{3}$/), z.int().min(1)),
  again: z.literal(true).optional(),
})
export type StartBatchBody = z.infer<typeof startBatchBody>

/** POST /api/charge-batches/{id}/{command} */
export const batchCommandParams = z.strictObject({ id: z.uuid(), command: z.enum(BATCH_COMMANDS) })

const batchStub = z.strictObject({
  id: z.uuid(),
  /** The file's name, or that the customers were chosen. */
  name: z.string(),
  status: z.enum(BATCH_STATUSES),
  madeAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
})

/** Lines with one outcome in one currency. Bad lines whose amount or currency could not be read count without an amount. */
const batchTotal = z.strictObject({
  outcome: z.enum(LINE_OUTCOMES),
  currency: z.string(),
  count: z.int(),
  /** Minor units. */
  amount: z.int(),
})

/** A list of charges with how far it is. */
export const chargeBatchDto = batchStub.extend({
  madeBy: z.string(),
  totals: z.array(batchTotal),
})
export type ChargeBatchDto = z.infer<typeof chargeBatchDto>

/** One line of a list of charges. */
export const chargeBatchLineDto = z.strictObject({
  /** Where it stands in the file. */
  line: z.int(),
  outcome: z.enum(LINE_OUTCOMES),
  /** As they were written. */
  who: z.string(),
  typedAmount: z.string(),
  currency: z.string(),
  description: z.string(),
  reference: z.string().nullable(),
  customer: z.strictObject({ id: z.uuid(), name: z.string(), email: z.string().nullable() }).nullable(),
  /** Minor units; null where no amount was written. */
  amount: z.int().nullable(),
  problems: z.array(z.enum(LINE_PROBLEMS)),
  /** The line before that asks for the very same. */
  sameAsLine: z.int().nullable(),
  paymentId: z.uuid().nullable(),
  stripePaymentIntentId: z.string().nullable(),
  /** Stripe's sentence and code for a failure. */
  reason: z.string().nullable(),
  /** When a failed one is charged again by itself; null when it is not. Whoever charges it anew before may charge it twice. */
  nextTryAt: z.iso.datetime().nullable(),
})
export type ChargeBatchLineDto = z.infer<typeof chargeBatchLineDto>

/** What the console shows of one list: itself, a page of its lines, and the lists that the same file was uploaded for. */
export const chargeBatchPageDto = z.strictObject({
  batch: chargeBatchDto,
  sameFile: z.array(batchStub),
  lines: z.array(chargeBatchLineDto),
  /** Whose lines these are alone; null for all. */
  shown: z.enum(LINE_OUTCOMES).nullable(),
  /** After which line the following page begins; null when there is none. */
  next: z.int().nullable(),
})
export type ChargeBatchPageDto = z.infer<typeof chargeBatchPageDto>

const word = z.string().optional().catch(undefined)

/** What the page of one list reads from its query. */
export const batchPageQuery = z.object({
  problem: word,
  /** Without it a draft shows what is wrong with it, and any other list everything. */
  outcome: z
    .enum([...LINE_OUTCOMES, 'all'])
    .optional()
    .catch(undefined),
  after: z.coerce.number().int().min(1).max(1_000_000_000).optional().catch(undefined),
})
