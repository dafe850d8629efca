import type { ReactNode } from 'react'
import { ReloadWhenKept } from '@/components/shell/reload-when-kept'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ForgetLeaving } from './forget-leaving'
import { ReturnedOutcome } from './returned-outcome'
import { hostedWords, type ReturnState, setupWords } from './setup-words'

type Props = {
  id: string
  state: ReturnState
  /** Where the customer can finish at Amazon, or on Stripe's hosted page, while that is open. */
  continueUrl: string | null
  /** Whether it is saved on Stripe's hosted page. */
  isHosted: boolean
  /** More about what was saved. */
  children?: ReactNode
}

/** One try at saving, after the customer came back. The words stand in one live region, so a change is read out. */
export function SetupOutcome({ id, state, continueUrl, isHosted, children }: Props) {
  const { tone, title, text, action } = (isHosted ? hostedWords : setupWords)[state]
  const goesOn = state === 'ready' && continueUrl !== null
  const waits = state === 'confirming' || state === 'starting' || state === 'unknown'
  const actions = (
    <>
      {goesOn && <ButtonLink href={continueUrl}>Continue at Stripe</ButtonLink>}
      <ButtonLink href={action.href} variant={waits || goesOn ? 'secondary' : 'primary'}>
        {action.label}
      </ButtonLink>
      {action.href !== '/wallet' && !goesOn && (
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
