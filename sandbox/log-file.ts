import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { crc32 } from 'node:zlib'

/** Something about the data folder that only a person can put right; its message is the sentence to show. */
export class DataProblem extends Error {}

/**
 * An append-only file of checksummed lines. A line is handed to the operating system before `append` returns, so a
 * killed process loses nothing it acknowledged. (A power cut may: nothing is flushed to the disk line by line.)
 */
export class LogFile {
  readonly path: string
  #size = 0

  constructor(path: string) {
    this.path = path
  }

  get size(): number {
    return this.#size
  }

  /** Reads every line. The rest of a line that a killed process was still writing is cut off. */
  read(): string[] {
    if (!existsSync(this.path)) return []
    const bytes = readFileSync(this.path)
    const end = bytes.lastIndexOf(0x0a) + 1
    if (end < bytes.length) truncateSync(this.path, end)
    this.#size = end
    const lines: string[] = []
    // One by one: a large file is longer than the longest string.
    for (let from = 0; from < end;) {
      const to = bytes.indexOf(0x0a, from)
      lines.push(this.#checked(bytes.toString('utf8', from, to), lines.length + 1))
      from = to + 1
    }
    return lines
  }

  append(text: string): void {
    this.#refuseStranger()
    const line = framed(text)
    try {
      appendFileSync(this.path, line, { mode: 0o600 })
    } catch (error) {
      // Half a line in the middle of the file would be damage; at the end it is only a torn line.
      if (existsSync(this.path)) truncateSync(this.path, this.#size)
      throw error
    }
    this.#size += Buffer.byteLength(line)
  }

  /** Puts `texts` in the place of everything written so far. When it throws, everything is as it was. */
  replace(texts: string[]): void {
    this.#refuseStranger()
    const lines = texts.map(framed)
    const temporary = `${this.path}.new`
    const file = openSync(temporary, 'w', 0o600)
    try {
      // Writes every byte or throws; a bare `writeSync` stops short on a full disk and only says so by its count.
      for (const line of lines) writeFileSync(file, line)
      fsyncSync(file)
      renameSync(temporary, this.path)
    } catch (error) {
      rmSync(temporary, { force: true })
      throw error
    } finally {
      closeSync(file)
    }
    this.#size = lines.reduce((size, line) => size + Buffer.byteLength(line), 0)
  }

  #checked(line: string, number: number): string {
    const text = line.slice(9)
    if (framed(text) === `${line}\n`) return text
    throw new DataProblem(
      `The sandbox's data in ${this.path} is damaged at line ${number}. Restore the file, or move it away to start that world afresh.`,
    )
  }

  #refuseStranger(): void {
    const size = existsSync(this.path) ? statSync(this.path).size : 0
    if (size === this.#size) return
    throw new DataProblem(`${this.path} was changed by somebody else: is another sandbox running on the same folder?`)
  }
}

function framed(text: string): string {
  return `${crc32(text).toString(16).padStart(8, '0')} ${text}\n`
}
