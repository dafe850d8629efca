import type Stripe from 'stripe'
import type { Delivery, DeliveryTry } from './control-types'
import { parallelDeliveries } from './disorder'
import { listensTo } from './events'
import { LIVE_RETRY_SECONDS } from './inferred'
import { changeDelivery, succeeded } from './machines/delivery'
import { Outbox } from './outbox'
import { postWebhook } from './post-webhook'
import { markReached, newDelivery } from './queue'
import { sentBody } from './webhook-body'
import type { World } from './world'

/**
 * Sends one world's events: to each endpoint one after the other, in the order in which they happened, unless the world
 * was told otherwise.
 */
export class Deliveries {
  readonly #world: World
  readonly #outbox: Outbox
  /** How many deliveries to an endpoint are under way. */
  readonly #busy = new Map<string, number>()
  readonly #stop = new AbortController()

  constructor(world: World) {
    this.#world = world
    this.#outbox = new Outbox(world)
  }

  /** Starts whatever is due and not held back. Returns at once. */
  pump(): void {
    if (this.#stop.signal.aborted || this.#world.record.paused) return
    const parallel = parallelDeliveries(this.#world)
    for (const endpoint of this.#outbox.endpoints()) {
      while (this.#busyWith(endpoint) < parallel) {
        const next = this.#nextFor(endpoint)
        if (!next) break
        void this.#drain(endpoint, next)
      }
    }
  }

  /** When the next try is due, by the world's clock; null when none is or all are held back. */
  nextDueAt(): number | null {
    return this.#world.record.paused ? null : this.#outbox.nextDueAt()
  }

  /**
   * Sends an event once more, now, whatever else is paused or dropped: to all that listen to it, or to the one endpoint
   * named. Answers after the tries.
   */
  async replay(eventId: string, endpointId?: string): Promise<Delivery[]> {
    const event = this.#world.store.get('events', eventId)
    const isMeant = (endpoint: Readonly<Stripe.WebhookEndpoint>) =>
      endpointId === undefined ? event && listensTo(endpoint, event.type) : endpoint.id === endpointId
    const endpoints = this.#world.store
      .all('webhook_endpoints')
      .filter((endpoint) => endpoint.status === 'enabled' && isMeant(endpoint))
    return Promise.all(endpoints.map((endpoint) => this.#once(eventId, endpoint.id)))
  }

  stop(): void {
    this.#stop.abort()
  }

  #busyWith(endpoint: string): number {
    return this.#busy.get(endpoint) ?? 0
  }

  async #drain(endpoint: string, first: Readonly<Delivery>): Promise<void> {
    this.#busy.set(endpoint, this.#busyWith(endpoint) + 1)
    try {
      for (let next: Readonly<Delivery> | undefined = first; next; next = this.#nextFor(endpoint)) {
        await this.#try(next)
        if (this.#stop.signal.aborted) return
        if (this.#busyWith(endpoint) > parallelDeliveries(this.#world)) return
      }
    } catch (error) {
      process.stderr.write(`Deliveries to ${endpoint} stopped: ${String(error)}\n`)
    } finally {
      this.#busy.set(endpoint, this.#busyWith(endpoint) - 1)
    }
  }

  async #try(delivery: Readonly<Delivery>): Promise<void> {
    try {
      const result = await this.#send(delivery)
      if (!this.#stop.signal.aborted) this.#record(delivery.id, result)
    } finally {
      this.#outbox.giveBack(delivery.id)
    }
  }

  #nextFor(endpoint: string): Readonly<Delivery> | undefined {
    if (this.#world.record.paused) return undefined
    const id = this.#outbox.take(endpoint)
    return id === undefined ? undefined : this.#world.store.get('deliveries', id)
  }

  async #once(event: string, endpoint: string): Promise<Delivery> {
    const world = this.#world
    const delivery = world.transaction(() => {
      const started = newDelivery(world, event, endpoint)
      world.store.put('deliveries', started.id, started)
      return started
    })
    const result = await this.#send(delivery)
    const done = changeDelivery(delivery, { do: 'try', result, retryAt: null })
    if (this.#stop.signal.aborted) return done
    world.transaction(() => {
      if (!world.store.get('deliveries', done.id)) return
      world.store.put('deliveries', done.id, done)
      if (succeeded(result)) markReached(world, done)
    })
    return done
  }

  async #send(delivery: Readonly<Delivery>): Promise<DeliveryTry> {
    const world = this.#world
    const at = world.now()
    const started = performance.now()
    const sent = sentBody(world, delivery)
    if (!sent) return { at, milliseconds: 0, status: null, error: 'The endpoint was deleted.' }
    const answer = await postWebhook(sent.url, {
      ...sent,
      timeout: world.settings.webhookTimeoutMilliseconds,
      signal: this.#stop.signal,
    })
    return { at, milliseconds: Math.round(performance.now() - started), ...answer }
  }

  /**
   * While the answer was on its way the world may have been reset (then there is nothing to record) and the endpoint
   * deleted or disabled (then there is no next try).
   */
  #record(id: string, result: DeliveryTry): void {
    const { store } = this.#world
    this.#world.transaction(() => {
      const delivery = store.get('deliveries', id)
      if (!delivery) return
      const retryAt = this.#retryAt([...delivery.tries, result])
      const tried = changeDelivery(delivery, { do: 'try', result, retryAt })
      store.put('deliveries', id, tried)
      store.remove('outgoing', id)
      if (tried.status === 'succeeded') markReached(this.#world, delivery)
      const { endpoint, nextTryAt } = tried
      if (nextTryAt !== null) store.put('outgoing', id, { id, endpoint, nextTryAt })
    })
  }

  #retryAt(tries: DeliveryTry[]): number | null {
    const { webhookRetries, webhookRetrySeconds } = this.#world.settings
    const schedule = webhookRetries === 'live' ? LIVE_RETRY_SECONDS : webhookRetrySeconds
    const delay = schedule[tries.length - 1]
    const [first] = tries
    return delay === undefined || !first ? null : first.at + delay
  }
}
