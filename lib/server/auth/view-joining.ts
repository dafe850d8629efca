import 'server-only'
import type { Belongings, JoiningDto } from '@/lib/contracts/auth'
import { addSeconds, businessNow } from '../clock'
import { type Contents, contentsOf, listJoined } from '../customers/store'
import { currentGuest } from './guest'
import type { SignedInCustomer } from './session'
import { lastVerificationAt, standingOf } from './store'

const NEWS_SECONDS = 24 * 3600

/** What a signed-in customer is told about things ordered or saved without signing in. Looking joins nothing. */
export async function viewJoining({ userId }: SignedInCustomer): Promise<JoiningDto> {
  const [{ email, emailVerified }, guestId, now] = await Promise.all([
    standingOf(userId),
    currentGuest(),
    businessNow(),
  ])
  const [mailedAt, waiting, joined] = await Promise.all([
    emailVerified ? null : lastVerificationAt(userId),
    guestId ? contentsOf({ id: guestId, until: now }) : NOTHING,
    joinedSince(userId, addSeconds(now, -NEWS_SECONDS)),
  ])
  return {
    email,
    isVerified: emailVerified,
    mailedAt: mailedAt?.toISOString() ?? null,
    waiting: orNull(waiting),
    joined: orNull(joined),
  }
}

const NOTHING: Contents = { orders: 0, methods: 0 }

async function joinedSince(userId: string, since: Date): Promise<Contents> {
  const guests = await listJoined(userId, since)
  // As it was then: the account may have ordered more since.
  const each = await Promise.all(guests.map(({ id, joinedAt }) => contentsOf({ id, until: joinedAt })))
  return each.reduce((a, b) => ({ orders: a.orders + b.orders, methods: a.methods + b.methods }), NOTHING)
}

function orNull(contents: Contents): Belongings | null {
  return contents.orders + contents.methods > 0 ? contents : null
}
