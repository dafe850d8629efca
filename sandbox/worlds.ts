import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { accountIdFor } from './ids'
import { DataProblem } from './log-file'
import { World } from './world'

export type WorldsOptions = { dataDir: string; country?: string; onOpen: (world: World) => void }

/** All worlds of one data folder, one file each, named after the account. */
export class Worlds {
  readonly #options: WorldsOptions
  readonly #byAccount = new Map<string, World>()

  /** @throws DataProblem with a sentence for the person at the terminal. */
  constructor(options: WorldsOptions) {
    this.#options = options
    for (const file of logFiles(options.dataDir)) this.#open(new World(join(options.dataDir, file), null))
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

function logFiles(dataDir: string): string[] {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    return readdirSync(dataDir).filter((name) => name.startsWith('acct_') && name.endsWith('.log'))
  } catch (error) {
    throw new DataProblem(`The sandbox cannot use ${dataDir} as its data folder (${(error as Error).message}).`)
  }
}
