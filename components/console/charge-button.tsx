import { Link } from '@/components/ui/link'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { formatMoney, type Money } from '@/lib/domain/money'
import type { ChargeProgress } from './use-charge'

type Props = {
  progress: ChargeProgress
  /** As typed so far, in minor units; null while that is no amount. */
  amount: number | null
  currency: string
}

/** The button, labelled with what it does, and everything said around it. */
export function ChargeButton({ progress: { phase, asked, problem, repeats }, amount, currency }: Props) {
  const busy = phase === 'charging' || phase === 'slow'
  return (
    <div className="grid gap-4">
      {phase === 'unsure' && asked && <Unsure {...asked.body} problem={problem} />}
      {phase !== 'unsure' && problem && (
        <Alert tone="danger" role="alert">
          {problem}
        </Alert>
      )}
      <Button type="submit" size="large" block busy={busy} aria-describedby={repeats ? undefined : 'who-is-told'}>
        {label({ phase, asked: asked?.body, typed: amount === null ? null : { amount, currency } })}
      </Button>
      <p role="status" className="text-muted empty:hidden">
        {phase === 'slow' ? 'Still working… Stripe is taking longer than usual.' : null}
      </p>
      {!repeats && (
        <p id="who-is-told" className="text-sm text-muted">
          The customer isn’t here to approve it: this charges what they have allowed, at once. They see it under their
          orders.
        </p>
      )}
    </div>
  )
}

function Unsure({ description, problem, ...money }: Money & { description: string; problem: string | undefined }) {
  return (
    <Alert tone="warning" role="alert" title="We’re not sure yet whether this went through">
      <p>
        {formatMoney(money)} for “{description}”. Don’t start it anew: ask again, which repeats this very charge and
        never makes a second one.
      </p>
      {problem && <p className="mt-2">{problem}</p>}
      <p className="mt-2">
        <Link href="/console/payments" className="text-link">
          See all payments
        </Link>
      </p>
    </Alert>
  )
}

type Label = { phase: ChargeProgress['phase']; asked: Money | undefined; typed: Money | null }

function label({ phase, asked, typed }: Label): string {
  switch (phase) {
    case 'charging':
    case 'slow':
      return asked ? `Charging ${formatMoney(asked)}…` : 'Charging…'
    case 'unsure':
      return asked ? `Ask again about ${formatMoney(asked)}` : 'Ask again'
    case 'idle':
      return typed ? `Charge ${formatMoney(typed)} to Amazon Pay` : 'Charge Amazon Pay'
  }
}
