import 'server-only'
import { businessNow } from '../clock'
import { causesOf, log } from '../logger'
import { finishSetup } from '../payment-methods/finish-setup'
import { dueSetups } from '../payment-methods/store'

const AT_ONCE = 10

/**
 * Looks after everything that has been waiting too long, and answers how many it looked at. Two sweeps at once share the
 * work: each try is claimed before it is read. `mayGoOn` is asked before each.
 */
export async function sweep(mayGoOn: () => boolean = () => true): Promise<number> {
  const now = await businessNow()
  const ids = await dueSetups(now, AT_ONCE)
  for (const id of ids) {
    if (!mayGoOn()) break
    await finishSetup(id, now).catch((error: unknown) =>
      log.warn({ setupId: id, error: causesOf(error) }, 'sweep.failed'),
    )
  }
  return ids.length
}
