import 'server-only'
import pino from 'pino'

// What a Stripe secret looks like wherever it turns up: client secrets, API keys, webhook secrets. No word boundary in
// front: in an escaped line break (\nsk_…) and in a percent-encoded query (%3Dseti_…) a letter stands there.
const SECRET = /(?:pi|seti|cs_test|cs_live)_\w+?_secret_\w+|(?:sk|rk)_(?:test|live)_\w+|whsec_\w+/g

/**
 * One JSON line per event, named `noun.verb`. Values are redacted by name here and by shape at the sink, so that a secret
 * inside an error message does not get out either.
 */
export const log = pino(
  {
    level: process.env.LOG_LEVEL ?? 'info',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
    redact: {
      paths: [
        'authorization',
        'cookie',
        'password',
        'email',
        'clientSecret',
        '*.authorization',
        '*.cookie',
        '*.password',
        '*.email',
        '*.clientSecret',
      ],
      censor: '[redacted]',
    },
  },
  { write: (line: string) => void process.stdout.write(line.replaceAll(SECRET, '[redacted]')) },
)

/**
 * A failure with everything behind it on one line: an AppError says what we make of it, its cause what Stripe said, with
 * code and request id.
 */
export function causesOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, requestId } = error as { code?: unknown; requestId?: unknown }
  const marks = [code, requestId].filter((mark) => typeof mark === 'string')
  const own = `${error.name}: ${error.message}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`
  return error.cause === undefined ? own : `${own} ← ${causesOf(error.cause)}`
}
