'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Checking } from '@/components/attempts/checking'

// About 30 seconds in all, slower and slower.
const WAITS_MS = [1000, 1500, 2000, 2500, 3000, 4000, 5000, 5000, 6000]

/** Stands on a page that waits for Stripe, and has the server render it again until it no longer does. */
export function KeepLooking() {
  const router = useRouter()
  const [looks, setLooks] = useState(0)
  const wait = WAITS_MS[looks]
  useEffect(() => {
    if (wait === undefined) return
    const timer = setTimeout(() => {
      router.refresh()
      setLooks((count) => count + 1)
    }, wait)
    return () => clearTimeout(timer)
    // By its number, not its length: two waits are equally long.
  }, [looks, wait, router])
  return wait === undefined ? (
    <p className="text-base text-muted">
      It’s taking longer than usual. The worker goes on, and the result will be here.
    </p>
  ) : (
    <Checking />
  )
}
