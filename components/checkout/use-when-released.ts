'use client'

import { useCallback, useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'

/**
 * For what moves the page by itself: makes such a change at once, or, while somebody presses, after their click. What
 * moves away between press and release is not clicked.
 */
export function useWhenReleased(): (change: () => void) => void {
  const isPressed = useRef(false)
  const waiting = useRef<(() => void)[]>([])
  useEffect(() => {
    const press = () => {
      isPressed.current = true
    }
    const release = () => {
      isPressed.current = false
      // The click comes right after the release.
      setTimeout(() => flushSync(() => waiting.current.splice(0).forEach((change) => change())))
    }
    const ended = new AbortController()
    const { signal } = ended
    addEventListener('pointerdown', press, { capture: true, signal })
    addEventListener('pointerup', release, { capture: true, signal })
    addEventListener('pointercancel', release, { capture: true, signal })
    return () => ended.abort()
  }, [])
  return useCallback((change) => {
    if (isPressed.current) waiting.current.push(change)
    else flushSync(change)
  }, [])
}
