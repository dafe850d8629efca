import 'server-only'
import { carryOut } from './carry-out'
import { claimJobs } from './store'

/** Carries due commands out, as many at once as it claims, and answers how many there were. */
export async function workJobs(atOnce = 1): Promise<number> {
  const jobs = await claimJobs(atOnce)
  await Promise.all(jobs.map(carryOut))
  return jobs.length
}
