import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { cx } from '@/components/ui/cx'
import { PageHeader } from '@/components/ui/page-header'
import { tones } from '@/components/ui/tone'
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
  const { icon: Icon, colours } = tones[tone]
  const waits = state === 'confirming' || state === 'starting' || state === 'unknown'
  return (
    <div className="mx-auto max-w-2xl">
      <span className={cx('mb-6 grid size-14 place-items-center rounded-full border', colours)}>
        <Icon aria-hidden className="size-7" />
      </span>
      <PageHeader title={title} lead={<p role="status">{text}</p>} focusTitle />
      {waits && <WaitForSetup id={id} state={state} continueUrl={continueUrl} />}
      {children && <Card>{children}</Card>}
      <div className="mt-8 flex flex-wrap gap-3">
        <ButtonLink href={action.href} variant={waits ? 'secondary' : 'primary'}>
          {action.label}
        </ButtonLink>
        {action.href !== '/wallet' && (
          <ButtonLink href="/wallet" variant="secondary">
            Go to your wallet
          </ButtonLink>
        )}
      </div>
      <ForgetLeaving />
    </div>
  )
}
