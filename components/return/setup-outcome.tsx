import type { ReactNode } from 'react'
import { ReloadWhenKept } from '@/components/shell/reload-when-kept'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Outcome } from '@/components/ui/outcome'
import { ForgetLeaving } from './forget-leaving'
import { type ReturnState, setupWords } from './setup-words'
import { WaitForSetup } from './wait-for-setup'

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
      <Outcome tone={tone} title={title} focusTitle actions={actions}>
        <p role="status">{text}</p>
        {waits && <WaitForSetup id={id} state={state} continueUrl={continueUrl} />}
        {children && (
          <div className="mt-3 text-base text-ink">
            <Card>{children}</Card>
          </div>
        )}
      </Outcome>
      <ForgetLeaving />
      <ReloadWhenKept />
    </div>
  )
}
