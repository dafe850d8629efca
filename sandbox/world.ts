import type { ClockState, Settings } from './control-types'
import { DEFAULT_SETTINGS } from './inferred'
import { accountIdFor } from './ids'
import { Soonest } from './soonest'
import { Store } from './store'
import type { Timer, WorldRecord } from './tables'
import { keptUntil } from './wire/idempotency'
import { type WorldGroups, groupsOf } from './world-groups'

/** The API request behind a change; redirects and timers have none (docs.stripe.com/api/events/object, `request`). */
export type Cause = { requestId: string; idempotencyKey: string | null }

/** One account with its own objects, clock, endpoints and settings. */
export class World {
  readonly suffix: string
  readonly accountId: string
  readonly store: Store
  readonly groups: WorldGroups
  /** Saved answers, by when nobody can ask for them any more. */
  readonly answers: Soonest<'idempotency'>
  cause: Cause | null = null
  /** Called after each change, once it is on disk. */
  onCommit: () => void = () => {}
  readonly #timers: Soonest<'timers'>
  #instant: number | null = null
  #latest = 0
  #depth = 0

  constructor(path: string, suffix: string | null, country = DEFAULT_SETTINGS.country) {
    this.store = new Store(path)
    this.groups = groupsOf(this.store)
    this.answers = new Soonest(this.store, 'idempotency', keptUntil)
    this.#timers = new Soonest(this.store, 'timers', (timer) => timer.dueAt)
    this.suffix = this.store.get('world', 'world')?.suffix ?? suffix ?? ''
    this.accountId = accountIdFor(this.suffix)
    if (!this.store.get('world', 'world')) {
      this.store.transaction(() => this.store.put('world', 'world', newRecord(this.suffix, country)))
    }
  }

  get record(): WorldRecord {
    return this.store.get('world', 'world') ?? newRecord(this.suffix, DEFAULT_SETTINGS.country)
  }

  get settings(): Settings {
    // A world of an older sandbox lacks what has been added since.
    return { ...DEFAULT_SETTINGS, ...this.record.settings }
  }

  get keys(): { secretKey: string; publishableKey: string } {
    return { secretKey: `sk_test_${this.suffix}`, publishableKey: `pk_test_${this.suffix}` }
  }

  /** Unix seconds by this world's clock; never goes back, even when the machine's clock does. */
  now(): number {
    if (this.#instant !== null) return this.#instant
    this.#latest = Math.max(this.#latest, realSeconds() + this.record.clockOffsetSeconds)
    return this.#latest
  }

  clock(): ClockState {
    return { now: this.now(), offsetSeconds: this.record.clockOffsetSeconds }
  }

  /** Runs `work` as if it were `instant`, so that what fell due in the past carries the time it fell due. */
  at<Result>(instant: number, work: () => Result): Result {
    const before = this.#instant
    this.#instant = instant
    try {
      return work()
    } finally {
      this.#instant = before
    }
  }

  /** Only for a world that starts afresh: otherwise its clock never goes back. */
  forgetTime(): void {
    this.#latest = 0
  }

  change(fields: Partial<WorldRecord>): void {
    this.store.put('world', 'world', { ...this.record, ...fields })
  }

  transaction<Result>(work: () => Result): Result {
    this.#depth += 1
    try {
      const result = this.store.transaction(work)
      if (this.#depth === 1) this.onCommit()
      return result
    } finally {
      this.#depth -= 1
    }
  }

  setTimer(timer: Timer): void {
    this.store.put('timers', timer.id, timer)
  }

  nextTimer(): Timer | undefined {
    return this.#timers.row()
  }
}

function newRecord(suffix: string, country: string): WorldRecord {
  return {
    suffix,
    created: realSeconds(),
    clockOffsetSeconds: 0,
    paused: false,
    dropped: false,
    settings: { ...DEFAULT_SETTINGS, country },
  }
}

function realSeconds(): number {
  return Math.floor(Date.now() / 1000)
}
