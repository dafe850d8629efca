import type { Processes } from '../../scripts/launcher/processes.mjs'
import { recordedProcesses, startInfrastructure } from '../../scripts/testing/infrastructure.mjs'

/**
 * Starts what all tests of a run share, unless `npm test` has done so. Returns what ends it again.
 * @param prepare what has to be done besides
 */
export async function startShared(prepare: (processes: Processes) => Promise<void> = async () => {}) {
  if (process.env.TEST_POSTGRES_URL && process.env.TEST_SANDBOX_URL) return undefined
  const processes = await recordedProcesses('shared')
  try {
    await prepare(processes)
    Object.assign(process.env, await startInfrastructure(processes))
  } catch (error) {
    await processes.stopAll()
    throw error
  }
  return () => processes.stopAll()
}
