import { setTimeout as delay } from 'node:timers/promises'
import type { Mortal } from './mortal'
import { oneOf, type Random, randomFor } from './random'
import type { Shop } from './shop'
import type { TakeUp } from './take-up'
import { until } from './until'

type Blow = { kind: 'web' | 'worker' | 'database' | 'freeze'; at: number }
export type Struck = { web: number; worker: number; database: number; freeze: number }

// A worker is left frozen until what it had in hand was taken up by another, which is when its lease has run out.
const FROZEN_AT_MOST_SECONDS = 40
// One that had nothing in hand, or nothing but what somebody else was slow with, proves nothing; then another is tried.
const FROZEN_AT_LEAST_SECONDS = 20
const FREEZE_LIMIT_MS = 120_000
// The blows fall while orders are still to come.
const [FIRST, LAST] = [0.03, 0.85]
const WEB_SHARE = 0.4

/** Kills, crashes and one freeze, spread over the orders; the clients wait for each of them. */
export class Blows {
  readonly struck: Struck = { web: 0, worker: 0, database: 0, freeze: 0 }
  /** Seconds until the shop answered again, by what was stopped. */
  readonly down: { web: number[]; database: number[] } = { web: [], database: [] }
  readonly #shop: Shop
  readonly #takeUp: TakeUp
  readonly #random: Random
  readonly #blows: Blow[]
  #next = 0
  #thawed: Promise<void> = Promise.resolve()

  constructor(shop: Shop, takeUp: TakeUp, wanted: { orders: number; kills: number; crashes: number; seed: number }) {
    this.#shop = shop
    this.#takeUp = takeUp
    this.#random = randomFor(wanted.seed, 'blows')
    this.#blows = spread(kindsOf(wanted, this.#random), wanted.orders)
  }

  /** Whether an order may be sent: all blows that belong before it have been struck. */
  mayBegin = ({ number }: { number: number }): boolean => {
    const next = this.#blows[this.#next]
    return !next || number <= next.at
  }

  /** Strikes one blow after the other as the orders go out. `begun` tells how many have. */
  async strike(begun: () => number, deadline: number): Promise<void> {
    while (this.#next < this.#blows.length && Date.now() < deadline) {
      const blow = this.#blows[this.#next]
      if (!blow || begun() < blow.at) {
        await delay(10)
        continue
      }
      // Somewhere in the middle of what the clients have just asked for.
      await delay(this.#random() * 250)
      await this.#strike(blow.kind)
      if (blow.kind !== 'freeze') this.struck[blow.kind]++
      this.#next++
    }
    await this.#thawed
  }

  async #strike(kind: Blow['kind']): Promise<void> {
    const { web, postgres, ready } = this.#shop
    const began = Date.now()
    switch (kind) {
      case 'web':
        await this.#kill(web)
        await ready()
        return void this.down.web.push((Date.now() - began) / 1000)
      case 'worker':
        return this.#kill(this.#worker())
      case 'database':
        await postgres.kill('SIGQUIT')
        await postgres.start()
        await ready()
        return void this.down.database.push((Date.now() - began) / 1000)
      case 'freeze':
        // The others fall meanwhile.
        this.#thawed = this.#freeze()
    }
  }

  async #kill(victim: Mortal): Promise<void> {
    await victim.kill()
    await this.#takeUp.note(victim.name.split(' ')[0] ?? '')
    await victim.start()
  }

  #worker(): Mortal {
    return oneOf(
      this.#random,
      this.#shop.workers.filter(({ isAlive }) => isAlive),
    )
  }

  /** Freezes a worker that has something in hand until it has lost its lease, and lets it wake up. The others go on meanwhile. */
  async #freeze(): Promise<void> {
    for (const deadline = Date.now() + FREEZE_LIMIT_MS; Date.now() < deadline; await delay(this.#random() * 250)) {
      const worker = this.#worker()
      worker.freeze()
      const began = Date.now()
      // The database may be down just now.
      const leased = await this.#takeUp.note('frozen worker').catch(() => [])
      await until(() => leased.every((id) => !this.#takeUp.isLeft(id)), FROZEN_AT_MOST_SECONDS)
      worker.thaw()
      if (Date.now() - began < FROZEN_AT_LEAST_SECONDS * 1000) continue
      this.struck.freeze++
      return
    }
  }
}

function kindsOf({ kills, crashes }: { kills: number; crashes: number }, random: Random): Blow['kind'][] {
  const webs = Math.round(kills * WEB_SHARE)
  const kinds: Blow['kind'][] = [
    ...Array<'web'>(webs).fill('web'),
    ...Array<'worker'>(kills - webs).fill('worker'),
    ...Array<'database'>(crashes).fill('database'),
  ]
  const shuffled = kinds.map((kind) => ({ kind, place: random() })).sort((one, other) => one.place - other.place)
  // Early, so that its sleep is over before the orders are.
  return [...(kills > 0 ? ['freeze' as const] : []), ...shuffled.map(({ kind }) => kind)]
}

function spread(kinds: Blow['kind'][], orders: number): Blow[] {
  const step = (LAST - FIRST) / kinds.length
  return kinds.map((kind, index) => ({ kind, at: Math.floor(orders * (FIRST + step * index)) }))
}
