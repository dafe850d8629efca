import type { Deliveries } from './delivery'
import { fallDue } from './fall-due'
import type { Timer } from './tables'
import type { World } from './world'

/** Node's timers overflow beyond this; a longer wait is simply looked at again. */
const LONGEST_WAIT_MILLISECONDS = 24 * 3600 * 1000

/** Does what falls due in one world, whether time passes by itself or is moved. */
export class Scheduler {
  readonly #world: World
  readonly #deliveries: Deliveries
  #timeout: NodeJS.Timeout | null = null
  #stopped = false

  constructor(world: World, deliveries: Deliveries) {
    this.#world = world
    this.#deliveries = deliveries
    world.onCommit = () => this.#wake()
  }

  /** Applies everything that is due by now, each thing at the time at which it fell due. */
  runDue(until = this.#world.now()): void {
    for (let timer = this.#world.nextTimer(); timer && timer.dueAt <= until; timer = this.#world.nextTimer()) {
      runTimer(this.#world, timer)
    }
  }

  /** Moves the clock; what fell due on the way has been applied when this returns. Deliveries follow at once. */
  advance(seconds: number): void {
    const world = this.#world
    this.runDue(world.now() + seconds)
    world.transaction(() => world.change({ clockOffsetSeconds: world.record.clockOffsetSeconds + seconds }))
  }

  start(): void {
    this.runDue()
    this.#wake()
  }

  stop(): void {
    this.#stopped = true
    if (this.#timeout) clearTimeout(this.#timeout)
    this.#deliveries.stop()
  }

  /** A full disk must not end the process; the next change tries again. */
  #tick(): void {
    try {
      this.start()
    } catch (error) {
      process.stderr.write(`What fell due could not be applied: ${String(error)}\n`)
    }
  }

  #wake(): void {
    if (this.#stopped) return
    // After the response: Stripe's webhooks do not overtake the answer to the request that caused them.
    setImmediate(() => this.#deliveries.pump())
    if (this.#timeout) clearTimeout(this.#timeout)
    const times = [this.#world.nextTimer()?.dueAt, this.#deliveries.nextDueAt()].filter(
      (time) => typeof time === 'number',
    )
    const now = this.#world.now()
    const upcoming = times.filter((time) => time > now)
    if (upcoming.length === 0) return
    const wait = (Math.min(...upcoming) - now) * 1000
    this.#timeout = setTimeout(() => this.#tick(), Math.min(wait, LONGEST_WAIT_MILLISECONDS))
    this.#timeout.unref()
  }
}

function runTimer(world: World, timer: Readonly<Timer>): void {
  world.at(timer.dueAt, () =>
    world.transaction(() => {
      world.store.remove('timers', timer.id)
      fallDue(world, timer)
    }),
  )
}
