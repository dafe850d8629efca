import { Signpost } from 'lucide-react'
import type { Metadata } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { Outcome } from '@/components/ui/outcome'

export const metadata: Metadata = { title: 'Page not found' }

/** The same words for what never was, what is gone and what is somebody else's. */
export default function NotFound() {
  return (
    <div className="mx-auto max-w-2xl">
      <Outcome icon={Signpost} title="There is nothing here for you to see" actions={<WaysBack />}>
        <p>The address may be mistyped, or the page may belong to another account.</p>
      </Outcome>
    </div>
  )
}

function WaysBack() {
  return (
    <>
      <ButtonLink href="/">Back to the shop</ButtonLink>
      <ButtonLink href="/wallet" variant="secondary">
        See your wallet
      </ButtonLink>
    </>
  )
}
