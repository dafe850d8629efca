import { setTimeout as delay } from 'node:timers/promises'

/** Asks again and again until the answer is yes. False when `seconds` have gone by; a question that fails counts as no. */
export async function until(
  question: () => Promise<boolean> | boolean,
  seconds: number,
  everyMs = 100,
): Promise<boolean> {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await delay(everyMs))
    if (await Promise.resolve(question()).catch(() => false)) return true
  return false
}
