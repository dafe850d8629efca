import { createWriteStream, mkdirSync } from 'node:fs'
import path from 'node:path'
import { styleText } from 'node:util'

/** From chatty to mute: what LOG_LEVEL may be, here and in the app. */
export const LEVELS = ['debug', 'info', 'warn', 'error', 'silent']
const WIDTH = '[sandbox]'.length

/**
 * Where the lines of the programs go: all of them into a file each, those worth reading to the screen, once they are
 * of interest. What programs say while they start is shown only when one fails.
 * @param {{ folder: string, level: string }} options the least serious level that reaches the screen
 */
export function createLog({ folder, level }) {
  let open = false
  mkdirSync(folder, { recursive: true })
  return {
    open: () => void (open = true),
    /** Receives a program's lines; a silent one's never reach the screen. @param {string} name @param {'silent'} [silent] */
    of: (name, silent) => {
      const file = createWriteStream(path.join(folder, `${name}.log`)).on('error', () => {})
      return (/** @type {string} */ line) => {
        file.write(`${line}\n`)
        const text = open && !silent ? readable(line, level) : undefined
        if (text) console.log(`${paint('dim', `[${name}]`.padEnd(WIDTH))} ${text}`)
      }
    },
  }
}

/** @param {Parameters<typeof styleText>[0]} style @param {string} text */
export function paint(style, text) {
  return process.stdout.isTTY && !process.env.NO_COLOR ? styleText(style, text) : text
}

/** One of our log lines (JSON) in words, undefined below the level; any other line as it is. @param {string} line @param {string} least */
function readable(line, least) {
  const entry = parse(line)
  if (!entry) return line.trim()
  const { level = 'info', time, msg = '', ...fields } = entry
  if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return undefined
  const values = Object.entries(fields).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return [String(time ?? '').slice(11, 19), level, msg, ...values].filter(Boolean).join(' ')
}

/** @param {string} line @returns {Record<string, any> | undefined} */
function parse(line) {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
