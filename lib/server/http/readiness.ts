import 'server-only'
import { log } from '../logger'
import { pingDatabase } from './store'

const TIMEOUT_MS = 1000

/** Whether the database answers within a second. */
export async function isReady(): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The database took too long.')), TIMEOUT_MS)
  })
  try {
    await Promise.race([pingDatabase(), late])
    return true
  } catch (error) {
    log.warn({ error: String(error) }, 'readiness.failed')
    return false
  } finally {
    clearTimeout(timer)
  }
}
