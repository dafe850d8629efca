import { MailCheck, MailQuestionMark } from 'lucide-react'
import { Button, ButtonLink } from '@/components/ui/button'
import { Outcome } from '@/components/ui/outcome'
import type { VerificationDto } from '@/lib/contracts/auth'
import { SendVerification } from './confirm-email'

type Props = {
  token: string
  verification: VerificationDto
  /** Whether somebody is signed in here, who need not be whom the link is about. */
  isSignedIn: boolean
}

/** The page that the link in a verification mail opens. Looking at it confirms nothing: the press does. */
export function Verification({ token, verification, isSignedIn }: Props) {
  switch (verification.state) {
    case 'open':
      return <Open token={token} {...verification} />
    case 'verified':
      return (
        <Outcome
          tone="success"
          icon={MailCheck}
          title="Your e-mail is confirmed"
          words={
            <>
              <p className="wrap-anywhere">{verification.email} is known to be yours.</p>
              {!isSignedIn && (
                <p>What you ordered without signing in: sign in where you ordered it, and it is added.</p>
              )}
            </>
          }
          actions={<GoOn isSignedIn={isSignedIn} />}
        />
      )
    case 'ended':
      return (
        <Outcome
          tone="warning"
          title="This link has expired"
          words={<p>A link works once, for a day. Nothing was confirmed. You can have another one sent.</p>}
          actions={isSignedIn ? <SendVerification label="Send another link" /> : <GoOn isSignedIn={false} />}
        />
      )
    case 'unknown':
      return (
        <Outcome
          tone="warning"
          icon={MailQuestionMark}
          title="This link doesn’t work"
          words={<p>Perhaps a part of it is missing. Open it from the mail again, or copy all of it.</p>}
          actions={<GoOn isSignedIn={isSignedIn} />}
        />
      )
  }
}

// A form, so that it works without JavaScript.
function Open({ token, email, name }: { token: string; email: string; name: string }) {
  return (
    <Outcome
      icon={MailCheck}
      title="Confirm your e-mail"
      words={
        <>
          <p className="wrap-anywhere">
            {email} for the account of {name}.
          </p>
          <p>If you didn’t make this account, close this page: nothing happens, and nothing of yours goes there.</p>
        </>
      }
      actions={
        <form action="/api/auth/verify-email" method="post">
          <input type="hidden" name="token" value={token} />
          <Button type="submit">Confirm my e-mail</Button>
        </form>
      }
    />
  )
}

function GoOn({ isSignedIn }: { isSignedIn: boolean }) {
  return isSignedIn ? (
    <ButtonLink href="/orders">Go to your orders</ButtonLink>
  ) : (
    <ButtonLink href="/sign-in?next=/orders">Sign in</ButtonLink>
  )
}
