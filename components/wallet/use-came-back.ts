'use client'

import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { cameBack, onPageShown } from '@/lib/browser/back-from-amazon'

const never = () => () => undefined

/**
 * Whether the customer pressed Back at Amazon. The browser either loads the page again, or shows the one it kept: that one
 * still has its disabled button, so `revive` is called for it.
 */
export function useCameBack(revive: () => void): boolean {
  const onRevive = useEffectEvent(revive)
  useEffect(
    () =>
      onPageShown(() => {
        if (cameBack()) onRevive()
      }),
    [],
  )
  return useSyncExternalStore(never, cameBack, () => false)
}
