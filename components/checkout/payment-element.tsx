'use client'

import { useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { ElementBoundary } from './element-boundary'
import { ElementForm, type ElementFormProps } from './element-form'
import type { LoadedStripe } from './use-stripe-js'
import { WithElements } from './with-elements'

type Props = Omit<ElementFormProps, 'onFailure'> & { loaded: LoadedStripe; clientSecret: string }

/** Stripe's Payment Element with its own button. When it can't be shown, it says so and everything else stays. */
export function PaymentElementSection({ loaded, clientSecret, ...form }: Props) {
  const [tries, setTries] = useState(0)
  const [hasFailed, setFailed] = useState(false)
  const retry = () => {
    setFailed(false)
    setTries((count) => count + 1)
    if (loaded.hasFailed) loaded.retry()
  }
  const sorry = <NotShown onRetry={retry} />
  if (loaded.hasFailed || hasFailed) return sorry
  if (!loaded.stripe) return <ElementSkeleton />
  return (
    <ElementBoundary key={tries} fallback={sorry}>
      <WithElements stripe={loaded.stripe} clientSecret={clientSecret}>
        <ElementForm {...form} onFailure={() => setFailed(true)} />
      </WithElements>
    </ElementBoundary>
  )
}

/** Keeps the Element's place until it is there. */
export function ElementSkeleton() {
  return (
    <div className="min-h-28 noscript:hidden">
      <p className="text-muted">Loading more ways to pay…</p>
    </div>
  )
}

function NotShown({ onRetry }: { onRetry: () => void }) {
  return (
    <div className="grid min-h-28 content-start gap-4">
      <Alert tone="warning" role="alert" title="This way to pay couldn’t be loaded">
        Nothing was charged. The other ways on this page still work.
      </Alert>
      <div>
        <Button variant="secondary" onClick={onRetry}>
          Load it again
        </Button>
      </div>
    </div>
  )
}
