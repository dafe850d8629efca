import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { accountIdFor } from './ids'
import { World } from './world'

export type WorldsOptions = { dataDir: string; country?: string; onOpen: (world: World) => void }

/** All worlds of one data folder, one file each, named after the account. */
export class Worlds {
  readonly #options: WorldsOptions
  readonly #byAccount = new Map<string, World>()

  /** @throws DataProblem when a file is damaged. */
  constructor(options: WorldsOptions) {
    this.#options = options
    const files = readdirSync(options.dataDir).filter((name) => name.startsWith('acct_') && name.endsWith('.log'))
    for (const file of files) this.#open(new World(join(options.dataDir, file), null))
  }

  all(): World[] {
    return [...this.#byAccount.values()]
  }

  byAccount(accountId: string): World | undefined {
    return this.#byAccount.get(accountId)
  }

  /** The world behind a key's suffix, made on first use. */
  bySuffix(suffix: string): World {
    const accountId = accountIdFor(suffix)
    const known = this.#byAccount.get(accountId)
    if (known) return known
    return this.#open(new World(join(this.#options.dataDir, `${accountId}.log`), suffix, this.#options.country))
  }

  #open(world: World): World {
    this.#byAccount.set(world.accountId, world)
    this.#options.onOpen(world)
    return world
  }
}
