import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { inRoot } from '../../scripts/launcher/folders.mjs'
import type { JournalEntry } from '../../sandbox/control-types'
import { type Check, grouped } from './checkers/findings'
import type { CampaignOptions } from './options'
import type { TakenUp } from './take-up'

/** A line of the table: what was counted, and how many. */
export type Figure = [string, string]

const SHOWN_OFFENDERS = 10

/** Prints the table, every statement that does not hold with its offenders, and how to run the same again. */
export function print(figures: Figure[], checks: Check[], options: CampaignOptions): void {
  const width = Math.max(...figures.map(([name]) => name.length))
  console.log()
  for (const [name, value] of figures) console.log(`${name.padEnd(width)}  ${value}`)
  console.log()
  for (const { name, offenders } of checks) {
    console.log(`${offenders.length === 0 ? 'holds ' : 'FAILED'}  ${name}`)
    for (const offender of offenders.slice(0, SHOWN_OFFENDERS)) console.log(`          ${offender}`)
    if (offenders.length > SHOWN_OFFENDERS) console.log(`          and ${offenders.length - SHOWN_OFFENDERS} more`)
  }
  if (checks.every(({ offenders }) => offenders.length === 0)) return
  console.log(`\nRepeat it with: ${commandOf(options)}`)
  console.log('The seed repeats what is asked for, what befalls it and what is killed, not the moment of each.')
}

/** Leaves what a failed run was judged by, for whoever looks for the cause. */
export function keep(evidence: object): void {
  const file = inRoot('artifacts/campaign-evidence.json')
  mkdirSync(inRoot('artifacts'), { recursive: true })
  writeFileSync(file, JSON.stringify(evidence))
  console.log(`What it was judged by: ${file}`)
}

export function commandOf({
  charges,
  seed,
  faults,
  kills,
  crashes,
  controls,
  workers,
  clients,
}: CampaignOptions): string {
  const numbers = { charges, seed, faults, kills, crashes, workers, clients }
  const flags = Object.entries(numbers).map(([name, value]) => `--${name} ${value}`)
  return `npm run campaign -- ${[...flags, ...(controls ? [] : ['--no-controls'])].join(' ')}`
}

/** The commit that ran, with a + when there were changes besides. */
export function commit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', ['--no-optional-locks', ...args], { cwd: inRoot(), encoding: 'utf8', stdio: 'pipe' }).trim()
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') ? '+' : '')
  } catch {
    return 'unknown'
  }
}

/** How often something came up, the most frequent first. */
export function tally(counts: Iterable<[string, number]>): string {
  const sorted = [...counts].sort(([, one], [, other]) => other - one)
  return sorted.map(([name, count]) => `${count} × ${name}`).join(', ') || 'none'
}

export function faultsByKind(journal: JournalEntry[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { fault } of journal) if (fault) counts.set(fault, (counts.get(fault) ?? 0) + 1)
  return counts
}

/** How long the shop did not answer. */
export function downTimes({ web, database }: { web: number[]; database: number[] }): string {
  const times = (seconds: number[]) =>
    seconds.length === 0
      ? 'never stopped'
      : `${(sum(seconds) / seconds.length).toFixed(1)} s, at most ${Math.max(...seconds).toFixed(1)} s`
  return `web ${times(web)}; PostgreSQL ${times(database)}`
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

/** How long work lay about, at most, by who had it in hand. */
export function takeUpTimes(taken: TakenUp[]): string {
  const times = [...grouped(taken, ({ by }) => by)].map(([by, all]) => {
    const longest = Math.max(...all.map(({ seconds }) => seconds))
    return `from ${by} after at most ${longest.toFixed(1)} s`
  })
  return times.length === 0 ? 'nothing was in hand' : `${times.join(', ')} (${taken.length} rows)`
}
