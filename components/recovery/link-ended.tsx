import { Link2Off } from 'lucide-react'
import { ButtonLink } from '@/components/ui/button'
import { Outcome } from '@/components/ui/outcome'

/** The same page for every link that can't be used, so that it tells nothing about whether there was ever one. */
export function LinkEnded() {
  const actions = (
    <>
      <ButtonLink href="/orders" prefetch={false}>
        See your orders
      </ButtonLink>
      <ButtonLink href="/" variant="secondary">
        Go to the shop
      </ButtonLink>
    </>
  )
  return (
    <div className="mx-auto max-w-2xl">
      <Outcome icon={Link2Off} title="This link can’t be used any more" focusTitle actions={actions}>
        <p>It has expired, has been used already, or isn’t complete. Opening it charged nothing.</p>
        <p>Your orders show what is paid and what isn’t. You’ll be asked to sign in, and can pay from there.</p>
      </Outcome>
    </div>
  )
}
