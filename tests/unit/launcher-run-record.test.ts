import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { identify } from '../../scripts/launcher/identity.mjs'
import { claimRun, clearLeftovers } from '../../scripts/launcher/run-record.mjs'
import { emptyFolder } from '../support/empty-folder'

const CLAIM = `
  import { claimRun } from ${JSON.stringify(fileURLToPath(new URL('../../scripts/launcher/run-record.mjs', import.meta.url)))}
  console.log('ready')
  process.stdin.once('data', async () => {
    console.log(await claimRun(process.argv[1], 'It runs').then(() => 'claimed', (error) => error.message))
  })
`
const children: ChildProcess[] = []

afterEach(async () => {
  for (const child of children.splice(0)) {
    const ended = once(child, 'exit')
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL')) await ended
  }
})

function started(args: string[]) {
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(child)
  return child
}

/** Another process that will claim the file when told to, and stay. */
async function claimer(file: string) {
  const child = started(['--input-type=module', '--eval', CLAIM, file])
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  await lines.next()
  return {
    claim: async (): Promise<string> => {
      child.stdin.write('now\n')
      return String((await lines.next()).value)
    },
  }
}

/** The record of a launcher that is gone, with what it left running. */
function staleRecord(left: ChildProcess[] = [], folders: string[] = []) {
  const running = left.map(({ pid = 0 }) => ({ name: 'left', pid, identity: identify(pid), stopSignal: 'SIGTERM' }))
  return JSON.stringify({ pid: process.pid, identity: 'another start', what: 'Gone', started: running, folders })
}

describe('the record of a run', () => {
  it('keeps a second one out, naming the first, until the first ends', async () => {
    const file = join(emptyFolder(), 'run.json')
    const first = await claimRun(file, 'It is running at http://localhost:3000')
    const sentence = `It is running at http://localhost:3000 (process ${process.pid}).`
    await expect(claimRun(file, 'Another')).rejects.toThrow(sentence)
    first.release()
    await expect(claimRun(file, 'Another')).resolves.toBeDefined()
  })

  it('stops what a killed launcher has left running, and takes its place', async () => {
    const file = join(emptyFolder(), 'run.json')
    const left = started(['--eval', 'setInterval(() => {}, 1000)'])
    const ended = once(left, 'exit')
    writeFileSync(file, staleRecord([left]))
    await claimRun(file, 'It runs')
    expect(await ended).toEqual([null, 'SIGTERM'])
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ what: 'It runs', started: [] })
  })

  it('leaves a process alone that was given the pid of a former one', async () => {
    const file = join(emptyFolder(), 'run.json')
    const stranger = started(['--eval', 'setInterval(() => {}, 1000)'])
    const record = JSON.parse(staleRecord([stranger])) as { started: { identity: string }[] }
    record.started = record.started.map((each) => ({ ...each, identity: 'another start' }))
    writeFileSync(file, JSON.stringify(record))
    await claimRun(file, 'It runs')
    expect(identify(stranger.pid ?? 0)).toBeDefined()
  })

  it.each(['', '[]', '{"pid": 1', '{"pid":1,"what":"x","identity":"y","started":5}'])(
    'is taken over when damaged (%j)',
    async (text) => {
      const file = join(emptyFolder(), 'run.json')
      writeFileSync(file, text)
      await expect(claimRun(file, 'It runs')).resolves.toBeDefined()
    },
  )

  it.each(['nobody', 'somebody who was killed'])(
    'goes to exactly one of several who find the same stale one, while %s is removing it',
    async (remover) => {
      const folder = emptyFolder()
      const file = join(folder, 'run.json')
      writeFileSync(file, staleRecord())
      if (remover !== 'nobody') writeFileSync(`${file}.turn`, staleRecord())
      const claimers = await Promise.all([1, 2, 3, 4].map(() => claimer(file)))
      const answers = await Promise.all(claimers.map(({ claim }) => claim()))
      expect(answers.filter((answer) => answer === 'claimed')).toHaveLength(1)
      expect(answers.filter((answer) => answer.startsWith('It runs (process '))).toHaveLength(3)
      expect(readdirSync(folder)).toEqual(['run.json'])
    },
    30_000,
  )
})

it('removes the records and folders of those that are gone, and no others', async () => {
  const folder = emptyFolder()
  const theirs = emptyFolder()
  writeFileSync(join(folder, 'gone.json'), staleRecord([], [theirs]))
  await claimRun(join(folder, 'mine.json'), 'It runs')
  await clearLeftovers(folder)
  expect(readdirSync(folder)).toEqual(['mine.json'])
  expect(existsSync(theirs)).toBe(false)
})
