'use client'

import type { Appearance } from '@stripe/stripe-js'
import { useSyncExternalStore } from 'react'

/**
 * Our colours in Stripe's words (https://docs.stripe.com/elements/appearance-api), for the theme that is on screen. The
 * Element is another document, so it is told values and not our variables.
 */
export function useAppearance(): Appearance {
  const isDark = useSyncExternalStore(
    listenToTheme,
    () => theme().matches,
    () => false,
  )
  const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
  return {
    theme: isDark ? 'night' : 'stripe',
    variables: {
      colorPrimary: token('--brand'),
      colorBackground: token('--surface'),
      colorText: token('--ink'),
      colorTextSecondary: token('--muted'),
      colorTextPlaceholder: token('--muted'),
      colorDanger: token('--danger'),
      fontFamily: 'ui-sans-serif, system-ui, sans-serif',
      fontSizeBase: '16px',
      borderRadius: '10px',
      spacingUnit: '4px',
    },
  }
}

function theme(): MediaQueryList {
  return window.matchMedia('(prefers-color-scheme: dark)')
}

function listenToTheme(changed: () => void): () => void {
  const query = theme()
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
