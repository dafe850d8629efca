'use client'

import { Button, ButtonLink } from '@/components/ui/button'
import { Outcome } from '@/components/ui/outcome'

/** Nothing here can charge anybody while it renders, so it can say so without asking. */
export default function PageError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <div role="alert" className="mx-auto max-w-2xl">
      <Outcome
        tone="danger"
        title="Something went wrong on our side"
        actions={
          <>
            <Button onClick={retry}>Try again</Button>
            <ButtonLink href="/" variant="secondary">
              Back to the shop
            </ButtonLink>
          </>
        }
      >
        <p>Nothing was charged. If it happens once more, come back in a few minutes.</p>
      </Outcome>
    </div>
  )
}
