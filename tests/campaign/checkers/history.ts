import type { JournalEntry } from '../../../sandbox/control-types'
import { type Check, check, grouped } from './findings'
import type { Evidence } from './evidence'

/** How far along each moment of a payment's history is. */
const RANK: Record<string, number> = {
  'payment.ask': 0,
  'payment.create': 10,
  'payment.processing': 30,
  'payment.declined': 90,
  'payment.refused': 90,
  'payment.paid': 90,
  'payment.canceled': 90,
}
const KEY_SECONDS = 23 * 3600

/** C5: nothing ever went backwards, and Stripe was spoken to by the rules. */
export function checkHistory({ journal, rows, world }: Evidence): Check[] {
  const posts = journal.filter(({ method, path }) => method === 'POST' && !path.startsWith('/v1/webhook_endpoints'))
  const ours = posts.filter(({ key }) => key === 'secret')
  const creates = ours.filter(({ path }) => path === '/v1/payment_intents')
  const paidBy = grouped(
    rows.audit.filter(({ action }) => action === 'payment.paid'),
    ({ subject }) => subject,
  )
  return [
    check('C5 no payment’s history goes backwards', backwards(rows.audit)),
    check(
      'C5 each payment that is paid became so once',
      rows.payments
        .filter(({ id, status }) => (paidBy.get(`payment:${id}`)?.length ?? 0) !== (status === 'succeeded' ? 1 : 0))
        .map(({ id }) => `payment ${id}`),
    ),
    check('C5 every POST has a key', ours.filter(({ idempotencyKey }) => idempotencyKey === null).map(named)),
    check('C5 no key was used with two bodies', twoBodies(ours)),
    check(
      'C5 nothing was created and confirmed in one call',
      creates.filter(({ params }) => 'confirm' in (params as object)).map(named),
    ),
    check('C5 nothing was created after 23 hours', lateCreates(creates, rows.payments)),
    check(
      'C5 no request was refused as a misuse of keys',
      journal.filter(({ errorCode }) => errorCode === 'idempotency_error').map(named),
    ),
    check(
      'C5 the sandbox kept its whole journal',
      journal.length > world.settings.journalLimit ? ['it is too long'] : [],
    ),
  ]
}

function backwards(audit: Evidence['rows']['audit']): string[] {
  const histories = grouped(
    audit.filter(({ subject }) => subject.startsWith('payment:')),
    ({ subject }) => subject,
  )
  return [...histories].flatMap(([subject, moments]) => {
    const actions = moments.map(({ action }) => action)
    const ranks = actions.map((action) => RANK[action] ?? NaN)
    const rises = ranks.every((rank, index) => index === 0 || rank > (ranks[index - 1] ?? NaN))
    return rises && ranks[0] === 0 ? [] : [`${subject}: ${actions.join(', ')}`]
  })
}

function twoBodies(posts: JournalEntry[]): string[] {
  const keyed = posts.filter(({ idempotencyKey }) => idempotencyKey !== null)
  return [...grouped(keyed, ({ idempotencyKey }) => String(idempotencyKey))]
    .filter(([, all]) => new Set(all.map(({ path, params }) => `${path} ${JSON.stringify(sorted(params))}`)).size > 1)
    .map(([key]) => key)
}

function lateCreates(creates: JournalEntry[], payments: Evidence['rows']['payments']): string[] {
  const askedAt = new Map(payments.map(({ id, created_at }) => [id, created_at.getTime() / 1000]))
  return creates
    .filter(({ at, params }) => {
      const { metadata } = params as { metadata?: { payment_id?: string } }
      const asked = askedAt.get(metadata?.payment_id ?? '')
      return asked === undefined || at > asked + KEY_SECONDS
    })
    .map(named)
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, each]) => [name, sorted(each)])
}

function named({ id, method, path, idempotencyKey }: JournalEntry): string {
  return `${id} ${method} ${path} (${idempotencyKey ?? 'no key'})`
}
