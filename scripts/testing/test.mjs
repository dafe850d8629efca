import { parseArgs } from 'node:util'
import { installMissing } from '../launcher/install.mjs'
import { Problem, explain, reason } from '../launcher/problem.mjs'
import { inSession } from '../launcher/session.mjs'

import { clearTestLeftovers, recordRun } from './infrastructure.mjs'
import { PARTS, SIDE_BY_SIDE } from './parts.mjs'

/** @import { Counts } from './counts.mjs' */
/** @typedef {Counts & { name: string, seconds: number }} Result */

const INTERRUPTED = 130

/**
 * `npm test`: every part, or those of `--only unit,e2e`; `--list` names them. Other words go to the test runners, which
 * take them as parts of file names. Ends with the number of tests that passed and failed.
 * @param {string[]} args
 */
export async function test(args) {
  /** @type {Awaited<ReturnType<typeof recordRun>> | undefined} */
  let record
  await inSession(
    async (processes) => {
      const { only, list, filters } = readArguments(args)
      const names = select(Object.keys(PARTS), only)
      if (list) return console.log(names.join('\n'))
      record = await recordRun('npm-test')
      await installMissing(processes)

      const shared = {}
      /** @type {Result[]} */
      const results = []
      for (const group of grouped(names)) {
        console.log(`\n── ${group.join(', ')} ──`)
        const isAlone = group.length === 1
        const parts = group.map((name) => {
          const say = isAlone ? console.log : (/** @type {string} */ line) => console.log(`${name.padEnd(12)}${line}`)
          return measure(name, () => PARTS[name]?.({ processes, filters, say, isAlone, shared }))
        })
        results.push(...(await Promise.all(parts)))
      }
      await clearTestLeftovers()
      return report(results)
    },
    { interrupted: INTERRUPTED, onChange: (started) => record?.update(started) },
  )
}

/** @param {string[]} args */
function readArguments(args) {
  const string = /** @type {const} */ ('string')
  const boolean = /** @type {const} */ ('boolean')
  try {
    const options = { only: { type: string }, list: { type: boolean } }
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    return { only: values.only, list: Boolean(values.list), filters: positionals }
  } catch (error) {
    throw new Problem(reason(error))
  }
}

/** @param {string[]} all @param {string | undefined} only */
function select(all, only) {
  const wanted = only?.split(',') ?? all
  const unknown = wanted.find((name) => !all.includes(name))
  if (unknown !== undefined) throw new Problem(`There is no part "${unknown}"; there are ${all.join(', ')}.`)
  return all.filter((name) => wanted.includes(name))
}

/** Parts that were asked for, with those that run side by side in one group. @param {string[]} names */
function grouped(names) {
  const of = (/** @type {string} */ name) => SIDE_BY_SIDE.find((group) => group.includes(name)) ?? [name]
  const groups = new Set(names.map(of))
  return [...groups].map((group) => group.filter((name) => names.includes(name)))
}

/** A part that cannot run counts as one failure; the others still run. @param {string} name @param {() => Promise<Counts> | undefined} part */
async function measure(name, part) {
  const began = performance.now()
  const counts = await Promise.resolve(part()).catch((error) => {
    console.error(explain(error))
    return undefined
  })
  return { name, seconds: (performance.now() - began) / 1000, ...(counts ?? { passed: 0, failed: 1, skipped: 0 }) }
}

/** @param {Result[]} results */
function report(results) {
  const sum = (/** @type {keyof Counts} */ key) => results.reduce((total, result) => total + result[key], 0)
  console.log('\npart            time   passed   failed')
  for (const { name, seconds, passed, failed } of results) {
    console.log(
      `${name.padEnd(12)}${seconds.toFixed(1).padStart(6)} s${String(passed).padStart(9)}${String(failed).padStart(9)}`,
    )
  }
  const skipped = sum('skipped')
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`)
  return sum('failed') ? 1 : 0
}
