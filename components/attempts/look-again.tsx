'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'

const LONGEST_WAIT_MS = 10_000

/** Lets the server render the page again, at first each second and then less often, for as long as this is on screen. */
export function LookAgain() {
  const router = useRouter()
  const [looked, setLooked] = useState(0)

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') router.refresh()
      setLooked((count) => count + 1)
    }
    const timer = setTimeout(look, Math.min(1000 * 1.4 ** looked, LONGEST_WAIT_MS))
    return () => clearTimeout(timer)
  }, [looked, router])

  return null
}
