import { listWorlds, readView } from './control'
import { initialModel, ROWS, type Model, type Place } from './model'
import { readRoute } from './route'

/** The one model of the page, kept fresh. `show` is called after every change. */
export class Session {
  readonly model: Model = initialModel()
  readonly #show: () => void
  #reading: Promise<void> | null = null
  #turn: Promise<unknown> = Promise.resolve()

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
    const byAccount = worlds.find(({ accountId }) => accountId === suffix)
    const summary = known(suffix) ?? byAccount ?? known(model.summary?.suffix) ?? worlds[0] ?? null
    const moved = summary?.suffix !== model.summary?.suffix
    const place = section ?? 'requests'
    const rows = place === model.section ? model.rows : ROWS
    this.change({ summary, section: place, openId: openId ?? null, rows, ...(moved && { world: null, read: null }) })
  }

  /** Reads what is shown anew. Calls while one is under way share it, then the page is as fresh as the earlier one. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null
    })
    return this.#reading
  }

  async #read(): Promise<void> {
    try {
      const { worlds } = await listWorlds()
      if (JSON.stringify(worlds) !== JSON.stringify(this.model.worlds)) {
        this.model.worlds = worlds
        this.follow(location.hash)
      }
      await this.#readWorld()
      if (this.model.unreachable !== null) this.change({ unreachable: null })
    } catch (error) {
      this.change({ unreachable: messageOf(error) })
    }
  }

  /** The sandbox says when nothing has changed; then there is nothing to draw either. */
  async #readWorld(): Promise<void> {
    const { summary, world, read, section, openId, rows } = this.model
    if (!summary) return this.change({ world: null, read: null })
    const place: Place = { section, openId, rows }
    const known = world && read && JSON.stringify(read) === JSON.stringify(place)
    const query = { section, limit: Math.min(rows, MOST_ROWS), ...(openId !== null && { open: openId }) }
    const answer = await readView(summary.secretKey, { ...query, ...(known && { revision: world.revision }) })
    // The person may have chosen another world or section meanwhile; this answer is not about it.
    const now = this.model
    if (now.summary?.suffix !== summary.suffix) return
    if (now.section !== section || now.openId !== openId || now.rows !== rows) return this.#readWorld()
    if (!('unchanged' in answer)) this.change({ world: answer, read: place })
  }

  /**
   * Does something to the world that is shown now, one thing after the other, and shows what came of it. Answers `done` if it
   * was done.
   */
  act(action: Action): Promise<string | undefined> {
    const { summary } = this.model
    const turn = this.#turn.then(() => (summary ? this.#carryOut(action, summary.secretKey) : undefined))
    this.#turn = turn
    return turn
  }

  async #carryOut({ action, work, done }: Action, secretKey: string): Promise<string | undefined> {
    this.change({ busy: action, refused: null })
    try {
      await work(secretKey)
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

/** As many as the sandbox answers at once. */
const MOST_ROWS = 1000

export type Action = { action: string; work: (secretKey: string) => Promise<unknown>; done: string }

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
