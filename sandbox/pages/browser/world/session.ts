import { listWorlds, readJournal, readState } from './control'
import { initialModel, ROWS, type Model } from './model'
import { readRoute } from './route'

/** The one model of the page, kept fresh. `show` is called after every change. */
export class Session {
  readonly model: Model = initialModel()
  readonly #show: () => void
  #reading: Promise<void> | null = null

  constructor(show: () => void) {
    this.#show = show
  }

  /** Changes what is shown without asking the sandbox. */
  change(part: Partial<Model>): void {
    Object.assign(this.model, part)
    this.#show()
  }

  /** Follows the address. Another world starts from nothing, so that no row of the old one is ever shown as its own. */
  follow(hash: string): void {
    const { suffix, section, openId } = readRoute(hash)
    const { model } = this
    const worlds = model.worlds ?? []
    const known = (wanted?: string) => worlds.find((world) => world.suffix === wanted)
    const summary = known(suffix) ?? known(model.summary?.suffix) ?? worlds[0] ?? null
    const moved = summary?.suffix !== model.summary?.suffix
    const place = section ?? 'requests'
    const rows = place === model.section ? model.rows : ROWS
    this.change({ summary, section: place, openId: openId ?? null, rows, ...(moved && { world: null, requests: [] }) })
  }

  /** Reads everything anew. Calls while one is under way share it, then the page is as fresh as the earlier one. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null
    })
    return this.#reading
  }

  async #read(): Promise<void> {
    try {
      const { worlds } = await listWorlds()
      this.model.worlds = worlds
      this.follow(location.hash)
      const { summary } = this.model
      if (!summary) return this.change({ world: null, unreachable: null })
      const [world, journal] = await Promise.all([readState(summary.secretKey), readJournal(summary.secretKey)])
      // The person may have chosen another world meanwhile; this answer is not about it.
      if (this.model.summary?.suffix !== summary.suffix) return
      this.change({ world, requests: journal.requests, unreachable: null })
    } catch (error) {
      this.change({ unreachable: messageOf(error) })
    }
  }

  /** Does something to the world, one thing at a time, and shows what came of it. Answers `done` if it was done. */
  async act({ action, work, done }: Action): Promise<string | undefined> {
    const { summary, busy } = this.model
    if (!summary || busy !== null) return undefined
    this.change({ busy: action, refused: null })
    try {
      await work(summary.secretKey)
      // A refresh that began before the work would show the world without it.
      await this.#reading
      await this.refresh()
      return done
    } catch (error) {
      this.change({ refused: messageOf(error) })
      return undefined
    } finally {
      this.change({ busy: null })
    }
  }
}

export type Action = { action: string; work: (secretKey: string) => Promise<unknown>; done: string }

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
