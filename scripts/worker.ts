import { env } from '@/lib/server/env'
import { runWorker } from '@/lib/server/jobs/run-worker'
import { log } from '@/lib/server/logger'

// The worker's own process: everything it needs is in its variables and the database.
const stop = new AbortController()
process.once('SIGTERM', () => stop.abort())
process.once('SIGINT', () => stop.abort())

try {
  env()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

log.info('worker.started')
await runWorker(stop.signal)
log.info('worker.stopped')
process.exit(0)
