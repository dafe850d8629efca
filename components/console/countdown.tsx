'use client'

import { useEffect, useState } from 'react'
import { timeLeft } from './time-left'

const TICK_MS = 30_000

/** How long is left, kept up to date. Counts on from the server's `now`: the clocks of browsers are wrong too often. */
export function Countdown({ end, now }: { end: string; now: string }) {
  const [elapsed, setElapsed] = useState(0)
  useEffect(() => {
    const startedAt = performance.now()
    const timer = setInterval(() => setElapsed(performance.now() - startedAt), TICK_MS)
    return () => clearInterval(timer)
  }, [now])
  return <>{timeLeft(end, new Date(Date.parse(now) + elapsed).toISOString())}</>
}
