import type { ReactNode } from 'react'
import { ReloadWhenKept } from '@/components/shell/reload-when-kept'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ForgetLeaving } from './forget-leaving'
import { ReturnedOutcome } from './returned-outcome'
import { type ReturnState, setupWords } from './setup-words'

type Props = {
  id: string
  state: ReturnState
  /** Where the customer can finish at Amazon, while that is open. */
  continueUrl: string | null
  /** More about what was saved. */
  children?: ReactNode
}

/** One try at saving, after the customer came back. The words stand in one live region, so a change is read out. */
export function SetupOutcome({ id, state, continueUrl, children }: Props) {
  const { tone, title, text, action } = setupWords[state]
  const waits = state === 'confirming' || state === 'starting' || state === 'unknown'
  const actions = (
    <>
      <ButtonLink href={action.href} variant={waits ? 'secondary' : 'primary'}>
        {action.label}
      </ButtonLink>
      {action.href !== '/wallet' && (
        <ButtonLink href="/wallet" variant="secondary">
          Go to your wallet
        </ButtonLink>
      )}
    </>
  )
  return (
    <div className="mx-auto max-w-2xl">
      <ReturnedOutcome
        id={id}
        state={state}
        waits={waits}
        told={{ tone, title, text, actions }}
        later={<TakesLonger continueUrl={continueUrl} />}
      >
        {children && (
          <div className="text-base text-ink">
            <Card>{children}</Card>
          </div>
        )}
      </ReturnedOutcome>
      <ForgetLeaving />
      <ReloadWhenKept />
    </div>
  )
}

function TakesLonger({ continueUrl }: { continueUrl: string | null }) {
  return (
    <>
      <p>It’s taking longer than usual. We keep checking, and your wallet will show the result.</p>
      {continueUrl && (
        <p>
          Haven’t approved yet?{' '}
          <a href={continueUrl} className="text-link">
            Continue at Amazon
          </a>
        </p>
      )}
    </>
  )
}
