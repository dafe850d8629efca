import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import type { Belongings, JoiningDto } from '@/lib/contracts/auth'
import { ConfirmEmail } from './confirm-email'
import { belongingsWere, belongingsWords } from './joining-words'

type Props = {
  joining: JoiningDto
  /** Only what is about a guest's things; else also that an address isn't confirmed when nothing waits for it. */
  brief?: boolean
}

/** What a signed-in customer should know about things ordered or saved without signing in. Nothing for most of them. */
export function JoiningNotes({ joining, brief = false }: Props) {
  const { isVerified, waiting, joined } = joining
  return (
    <div className="mb-8 grid gap-4 empty:hidden">
      {joined && <Joined joined={joined} />}
      {isVerified && waiting && <Join waiting={waiting} />}
      {!isVerified && (waiting || !brief) && <ConfirmEmail joining={joining} />}
    </div>
  )
}

function Joined({ joined }: { joined: Belongings }) {
  return (
    <Alert tone="success" role="status" title={`${belongingsWere(joined)} added to your account`}>
      You had started without signing in. From now on you find everything here, on any device.
    </Alert>
  )
}

/** A form, so that it works without JavaScript; and a press, because looking at a page must change nothing. */
function Join({ waiting }: { waiting: Belongings }) {
  const words = belongingsWords(waiting)
  return (
    <Alert tone="info" title={`${words} in this browser, not in your account yet`}>
      <form action="/api/auth/join-guest" method="post" className="grid justify-items-start gap-3">
        <p>Made here without signing in. Add this only if it is yours: it moves to your account for good.</p>
        <Button type="submit" variant="secondary">
          Add to my account
        </Button>
      </form>
    </Alert>
  )
}
