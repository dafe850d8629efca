import type Stripe from 'stripe'
import { z } from 'zod'
import type {
  BalanceTotals,
  ClockState,
  Delivery,
  JournalEntry,
  Settings,
  WebhookSwitches,
  WorldState,
} from './control-types'
import type { FaultState } from './faults-rules'

/**
 * The query of `GET /_sandbox/view`: which section, how many of its newest rows, which one is open, and what the caller
 * has seen already.
 */
export const viewSchema = z.strictObject({
  section: z.string().max(100).exactOptional(),
  limit: z.coerce.number().int().min(1).max(1000).exactOptional(),
  open: z.string().max(300).exactOptional(),
  revision: z.string().max(100).exactOptional(),
})
export type ViewQuery = z.infer<typeof viewSchema>

/** What `GET /_sandbox/view` answers when nothing has changed since `revision`. */
export type Unchanged = { revision: string; unchanged: true; clock: ClockState }

/** As much of a world as one page shows: its cost grows with the rows, hardly with the world. */
export type WorldView = {
  /** Another one after every change, and after a restart. */
  revision: string
  account: Stripe.Account
  keys: WorldState['keys']
  clock: ClockState
  /** What happens by itself, soonest first; `dueCount` counts the rest too. */
  due: Due[]
  dueCount: number
  /** How many rows each section has. */
  counts: { [section: string]: number }
  balance: BalanceTotals
  webhooks: WebhookSwitches
  webhook_endpoints: WorldState['webhook_endpoints']
  settings: Settings
  defaults: Settings
  faults: FaultState
  rows: Rows
  open: Opened | null
}

/** Something that falls due by the world's clock: a timer of an object, or the next try of a delivery. */
export type Due = { id: string; at: number; kind: string; about: string }

/** The newest rows of the section that was asked for; the others are empty. */
export type Rows = {
  requests: JournalEntry[]
  events: EventRow[]
  objects: ObjectRow[]
  customersMoney: CustomersMoney[]
}
export type ObjectRow = { id: string; object?: string }
export type EventRow = { id: string; event: Stripe.Event; deliveries: Delivery[] }
export type CustomersMoney = { place: string; currency: string; amount: number }

/** One row with all that is known of it; the timeline is about objects, oldest first. */
export type Opened = {
  id: string
  request: JournalEntry | null
  event: EventRow | null
  object: ObjectRow | null
  timeline: Moment[]
}
export type Moment =
  { at: number; request: JournalEntry; event?: never } | { at: number; event: EventRow; request?: never }
