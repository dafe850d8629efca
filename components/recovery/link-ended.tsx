import { Link2Off } from 'lucide-react'
import { ButtonLink } from '@/components/ui/button'
import { problemSentence } from '@/lib/domain/problems'
import { Outcome } from '@/components/ui/outcome'
import { ProblemNote } from '@/components/shell/problem-note'

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

// What becomes of a link that is unknown, or is none.
const ENDED = ['not_found', 'validation_failed']

/** Whether a link's button came back because of something else than the link. */
export function isTrouble(problem: string | undefined): problem is string {
  return problemSentence(problem) !== undefined && !ENDED.includes(problem ?? '')
}

/** For a link that may well be good, whose button did not get through. `problem` is the value of `?problem=`. */
export function LinkNotOpened({ problem }: { problem: string }) {
  return (
    <div className="mx-auto max-w-2xl">
      <ProblemNote problem={problem} />
      <Outcome icon={Link2Off} title="That didn’t work">
        <p>Nothing was charged. Please open the link in your mail again in a moment.</p>
      </Outcome>
    </div>
  )
}
