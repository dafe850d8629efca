import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Time } from '@/components/ui/time'
import type { JoiningDto } from '@/lib/contracts/auth'
import { belongingsWords } from './joining-words'

/** Asks whoever is signed in to confirm their address by the link in a mail, and sends another one. */
export function ConfirmEmail({ joining: { email, mailedAt, waiting } }: { joining: JoiningDto }) {
  return (
    <Alert tone="info" title={waiting ? 'Confirm your e-mail to keep your orders here' : 'Confirm your e-mail'}>
      <div className="grid justify-items-start gap-3">
        {waiting && (
          <p>
            Made in this browser without signing in: {belongingsWords(waiting)}. Your account gets it once you confirm
            that this address is yours.
          </p>
        )}
        <p className="wrap-anywhere">
          {mailedAt ? (
            <>
              We sent a link to {email} on <Time value={mailedAt} show="minute" />. It works once, for a day.
            </>
          ) : (
            <>We send a link to {email}. It works once, for a day.</>
          )}{' '}
          You can pay and save without it.
        </p>
        <SendVerification label={mailedAt ? 'Send another link' : 'Send me a link'} />
      </div>
    </Alert>
  )
}

/** A form, so that it works without JavaScript. */
export function SendVerification({ label }: { label: string }) {
  return (
    <form action="/api/auth/send-verification" method="post">
      <Button type="submit" variant="secondary">
        {label}
      </Button>
    </form>
  )
}
