import { control } from './saving'
import { db } from '@/lib/server/db'

/** Moves our business clock and the clock of this file's world at Stripe together. */
export async function moveClock(seconds: number): Promise<void> {
  await db().clock.update({ where: { id: 1 }, data: { offsetSeconds: { increment: seconds } } })
  await control.advanceClock(seconds)
}

/** An empty world at real time. What Stripe was told to do differently stays. */
export async function freshWorld(): Promise<void> {
  await db().clock.update({ where: { id: 1 }, data: { offsetSeconds: 0 } })
  await control.reset()
}
