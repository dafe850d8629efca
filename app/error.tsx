'use client'

import { Button, ButtonLink } from '@/components/ui/button'
import { Outcome } from '@/components/ui/outcome'

/** No page charges anybody while it renders. What was asked for before it was opened may have happened all the same. */
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
        <p>Opening a page never charges anything. If it happens once more, come back in a few minutes.</p>
      </Outcome>
    </div>
  )
}
