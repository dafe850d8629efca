import type { Running } from '../../scripts/launcher/processes.mjs'
import { signal } from '../../scripts/launcher/processes.mjs'

export type Death = { name: string; how: string; lastLines: string[] }

/** A program that the campaign kills and starts again. One that ends by itself is noted, and started again as well. */
export class Mortal {
  readonly name: string
  readonly #begin: () => Promise<Running>
  readonly #deaths: Death[]
  #running: Running | null = null
  #isMeantToEnd = false
  #isFrozen = false

  /** @param deaths where deaths are noted that nobody meant */
  constructor(name: string, begin: () => Promise<Running>, deaths: Death[]) {
    this.name = name
    this.#begin = begin
    this.#deaths = deaths
  }

  /** Whether it may be struck: it runs, and nobody has struck it just now. */
  get isAlive(): boolean {
    return this.#running !== null && !this.#isFrozen && !this.#isMeantToEnd
  }

  async start(): Promise<void> {
    const running = await this.#begin()
    this.#isMeantToEnd = false
    this.#running = running
    void running.ended.then((how) => this.#ended(running, how))
  }

  /** Ends it at once; resolves when it is gone. */
  async kill(how: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const running = this.#running
    if (!running) return
    this.#isMeantToEnd = true
    signal(running.pid, how)
    await running.ended
  }

  freeze(): void {
    this.#isFrozen = true
    if (this.#running) signal(this.#running.pid, 'SIGSTOP')
  }

  thaw(): void {
    this.#isFrozen = false
    if (this.#running) signal(this.#running.pid, 'SIGCONT')
  }

  /** Ends it in good order: from now on its end is no news. */
  async stop(): Promise<void> {
    this.#isMeantToEnd = true
    await this.#running?.stop()
  }

  #ended(running: Running, how: string): void {
    if (this.#running === running) this.#running = null
    if (this.#isMeantToEnd) return
    this.#deaths.push({ name: this.name, how, lastLines: running.lastLines() })
    void this.start()
  }
}
