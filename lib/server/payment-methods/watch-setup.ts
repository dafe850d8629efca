import 'server-only'
import { isOver } from '@/lib/domain/setup-status'
import { causesOf, log } from '../logger'
import { stateOf } from './dto'
import { findSetup, type FoundSetup } from './store'
import { syncSetup } from './sync-setup'

type Watched = { setup: FoundSetup; redirectUrl: string | null; stripeAnswered: boolean }

const EVERY_MS = 2000
const reads = new Map<string, Promise<Watched | null>>()

/**
 * One try as its owner sees it, read from Stripe unless it is settled or was read within two seconds: a page that is reloaded
 * a hundred times asks Stripe once in a while. Null when it is not this customer's. Stripe being away is not an error
 * here: the row is what we know.
 */
export async function watchSetup(id: string, customerId: string): Promise<Watched | null> {
  const setup = await findSetup(id, customerId)
  if (!setup) return null
  if (setup.status === 'succeeded' || setup.status === 'canceled')
    return { setup, redirectUrl: null, stripeAnswered: true }
  const recent = reads.get(id)
  if (recent) return recent
  const read = readSetup(setup)
  reads.set(id, read)
  // What nobody polls has to be right the first time: only a try that is being waited for is remembered.
  const watched = await read
  if (watched && isOver(stateOf(watched.setup))) reads.delete(id)
  else setTimeout(() => reads.delete(id), EVERY_MS).unref()
  return watched
}

async function readSetup(setup: FoundSetup): Promise<Watched | null> {
  try {
    const synced = await syncSetup(setup.id)
    return synced && { setup: synced.setup, redirectUrl: synced.intent?.redirectUrl ?? null, stripeAnswered: true }
  } catch (error) {
    log.warn({ setupId: setup.id, error: causesOf(error) }, 'setup.not_read')
    return { setup, redirectUrl: null, stripeAnswered: false }
  }
}
