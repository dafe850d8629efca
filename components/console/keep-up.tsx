'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { Checking } from '@/components/attempts/checking'

const EVERY_MS = 2000

/** Has the server render the page again every two seconds, as long as this is on it and the page is looked at. */
export function KeepUp() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [router])
  return <Checking />
}
