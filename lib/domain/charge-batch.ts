/** Where a list of charges stands. done: every line has had its turn; Stripe may not have answered about the last ones. */
export const BATCH_STATUSES = ['draft', 'running', 'paused', 'stopped', 'done'] as const
export type BatchStatus = (typeof BATCH_STATUSES)[number]

/** What a person may do with a list that is confirmed. */
export const BATCH_COMMANDS = ['pause', 'resume', 'stop'] as const
export type BatchCommand = (typeof BATCH_COMMANDS)[number]

/** What became of a line. skipped: it could not be charged any more when its turn came. cancelled: stopped before that. */
export const LINE_OUTCOMES = ['bad', 'waiting', 'under_way', 'paid', 'failed', 'skipped', 'cancelled'] as const
export type LineOutcome = (typeof LINE_OUTCOMES)[number]

/** Everything that keeps a line from being charged, in the order in which people are told. */
export const LINE_PROBLEMS = [
  'unreadable',
  'not_utf8',
  'wrong_columns',
  'customer_missing',
  'no_customer',
  'no_method',
  'method_removed',
  'no_mandate',
  'other_account',
  'currency_not_taken',
  'amount_malformed',
  'amount_too_small',
  'amount_too_large',
  'description_missing',
  'description_too_long',
  'reference_too_long',
  'duplicate',
] as const
export type LineProblem = (typeof LINE_PROBLEMS)[number]

/** The most lines and bytes that one list may have. */
export const LINES_AT_MOST = 10_000
export const FILE_BYTES_AT_MOST = 5 * 1024 * 1024

/**
 * Where a command leads from a status; null where it can't be given any more. Giving it twice is giving it once. A draft
 * that is stopped is thrown away; starting one is another matter, because it needs a confirmation.
 */
export function afterCommand(status: BatchStatus, command: BatchCommand): BatchStatus | null {
  switch (command) {
    case 'pause':
      return status === 'running' || status === 'paused' ? 'paused' : null
    case 'resume':
      return status === 'running' || status === 'paused' ? 'running' : null
    case 'stop':
      return status === 'done' ? null : 'stopped'
  }
}
