import { ButtonLink } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'

/** The same page for every id, so that it tells nothing about whether one exists. */
export function SignInToSee({ next }: { next: string }) {
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader
        title="Sign in to see this"
        lead="You’re not signed in here. Sign in with the account you started with, and we’ll show you how it went."
        focusTitle
      />
      <ButtonLink href={`/sign-in?next=${encodeURIComponent(next)}`}>Sign in</ButtonLink>
    </div>
  )
}
