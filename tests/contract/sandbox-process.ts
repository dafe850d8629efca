import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { type TestWorld, worldAt } from './sandbox-under-test'

export type Ended = { code: number | null; problem: string }
export type Program = ReturnType<typeof sandboxProgram>

/** Bundles the real program, as `npm start` runs it, for the tests of one file, and ends whatever they leave running. */
export function sandboxProgram() {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-process-'))
  const program = join(folder, 'sandbox.mjs')
  const running: ChildProcess[] = []
  let dataDirs = 0

  beforeAll(async () => {
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
    const bundle = { bundle: true, platform: 'node', format: 'esm', packages: 'external' } as const
    await build({ ...bundle, entryPoints: ['sandbox/main.ts'], outfile: program })
  })
  afterEach(() => Promise.all(running.splice(0).map((each) => kill(each))))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** `fileKiB` lets no file grow beyond that, as a full disk would. */
  function run(variables: Record<string, string>, fileKiB: number | 'unlimited' = 'unlimited') {
    const command = `ulimit -f ${fileKiB}; exec "$0" "$1"`
    const child = spawn('bash', ['-c', command, process.execPath, program], { env: { ...process.env, ...variables } })
    running.push(child)
    const line = new Promise<string>((done) => child.stdout.once('data', (data: Buffer) => done(data.toString('utf8'))))
    let problem = ''
    child.stderr.on('data', (data: Buffer) => (problem += data.toString('utf8')))
    const ended = new Promise<Ended>((done) => child.once('close', (code) => done({ code, problem })))
    return { child, line, ended }
  }

  return {
    run,
    newDataDir: () => join(folder, `data-${(dataDirs += 1)}`),
    /** Resolves with the world `persistent` once the program listens, rejects with what it said if it never does. */
    start: async (
      dataDir: string,
      fileKiB?: number,
    ): Promise<{ process: ChildProcess; ended: Promise<Ended>; world: TestWorld }> => {
      const { child, line, ended } = run({ SANDBOX_DATA_DIR: dataDir, SANDBOX_PORT: '0' }, fileKiB)
      const failed = ended.then(({ problem }) => Promise.reject(new Error(problem)))
      const { sandbox } = JSON.parse(await Promise.race([line, failed])) as { sandbox: string }
      return { process: child, ended, world: worldAt(sandbox, 'persistent') }
    },
  }
}

/** Ends a process and answers its exit code, null after a signal it could not handle. */
export async function kill(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const ended = new Promise<number | null>((done) => child.once('close', done))
  child.kill(signal)
  return ended
}

export function onlyLog(dataDir: string): string {
  const logs = readdirSync(dataDir).filter((name) => name.endsWith('.log'))
  if (logs.length !== 1) throw new Error(`Expected one log, found ${logs.join(', ')}`)
  return join(dataDir, String(logs[0]))
}
