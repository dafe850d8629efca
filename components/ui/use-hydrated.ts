'use client'

import { useSyncExternalStore } from 'react'

/** Whether scripts run here and have taken over: false on the server and in the first rendering of the browser. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
}
