'use client'

import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Reference } from '@/components/ui/reference'
import { useHydrated } from '@/components/ui/use-hydrated'

const NUMBER = '4242 4242 4242 4242'

/** Only with test keys: what to type where a card is asked for (https://docs.stripe.com/testing). */
export function TestCard() {
  const [isCopied, setCopied] = useState(false)
  const canCopy = useHydrated()

  async function copy() {
    await navigator.clipboard.writeText(NUMBER.replaceAll(' ', '')).catch(() => null)
    setCopied(true)
  }

  return (
    <aside aria-label="Test card" className="rounded-control border border-dashed border-edge px-4 py-2.5 text-sm">
      <p className="flex flex-wrap items-center gap-x-3">
        <span className="text-muted">Test mode: pay by card with</span>
        <Reference>{NUMBER}</Reference>
        {canCopy && (
          <button
            type="button"
            onClick={() => void copy()}
            className="inline-flex min-h-11 cursor-pointer items-center gap-1.5 text-link"
          >
            {isCopied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
            {isCopied ? 'Copied' : 'Copy'}
            <span className="sr-only"> the test card’s number</span>
          </button>
        )}
        <span className="text-muted">any date to come and any security code.</span>
      </p>
    </aside>
  )
}
