import { query } from '../../scripts/launcher/database.mjs'
import type { SandboxControl } from '../support/sandbox'

/**
 * Moves time for the app and its sandbox together. The app goes first: whatever the sandbox then says about a time that
 * has passed, it says to an app that has got there already.
 */
export async function advanceClocks(
  seconds: number,
  { databaseUrl, sandbox }: { databaseUrl: string; sandbox: SandboxControl },
): Promise<void> {
  const whole = Math.trunc(seconds)
  await query(databaseUrl, `update clock set offset_seconds = offset_seconds + ${whole}`)
  await sandbox.advanceClock(whole)
}
