'use client'

import { useEffect } from 'react'
import { onKeptPageShown } from '@/lib/browser/back-from-amazon'

/**
 * For a page that says how a payment stands. A browser that comes back to it may show it exactly as it was left, with what
 * was true then and a button that was pressed: how it stands now is for the server to say.
 */
export function ReloadWhenKept() {
  useEffect(() => onKeptPageShown(() => window.location.reload()), [])
  return null
}
