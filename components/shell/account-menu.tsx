import { CircleUser } from 'lucide-react'
import { Button, ButtonLink } from '@/components/ui/button'
import type { Viewer } from './viewer'

/**
 * Two places in the header's grid: who is signed in, and the way in or out. On a narrow screen the name moves down to the
 * navigation. Signing out is a form, so that it works before and without JavaScript.
 */
export function AccountMenu({ viewer }: { viewer: Viewer }) {
  if (!viewer) {
    return (
      <div className="col-start-2 row-start-1 md:col-start-4">
        <ButtonLink variant="secondary" href="/sign-in">
          Sign in
        </ButtonLink>
      </div>
    )
  }
  return (
    <>
      <p className="col-start-2 row-start-2 flex min-h-11 items-center justify-end gap-2 self-stretch border-t border-line text-muted md:col-start-3 md:row-start-1 md:border-0">
        <CircleUser role="img" aria-label="Signed in as" className="size-5 shrink-0" />
        <span className="max-w-20 truncate max-[23.4rem]:sr-only sm:max-w-48">{viewer.name}</span>
      </p>
      <form
        method="post"
        action="/api/auth/sign-out"
        className="col-start-2 row-start-1 -me-4 justify-self-end sm:-me-5 md:col-start-4 md:ms-0"
      >
        <Button type="submit" variant="quiet">
          Sign out
        </Button>
      </form>
    </>
  )
}
