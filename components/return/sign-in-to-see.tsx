import { LogIn } from 'lucide-react'
import { ButtonLink } from '@/components/ui/button'
import { Outcome } from '@/components/ui/outcome'

/** The same page for every id, so that it tells nothing about whether one exists. */
export function SignInToSee({ next }: { next: string }) {
  const actions = <ButtonLink href={`/sign-in?next=${encodeURIComponent(next)}`}>Sign in</ButtonLink>
  return (
    <div className="mx-auto max-w-2xl">
      <Outcome icon={LogIn} title="Sign in to see this" focusTitle actions={actions}>
        <p>You’re not signed in here. Sign in with the account you started with, and we’ll show you how it went.</p>
        <p>If you paid and we know your address, we’ll also e-mail you the receipt.</p>
      </Outcome>
    </div>
  )
}
