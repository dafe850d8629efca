import { Button, type ButtonLook } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import type { ChargeBatchDto } from '@/lib/contracts/charge-batches'
import { type BatchCommand, afterCommand } from '@/lib/domain/charge-batch'
import { formatMoney, typedMoney } from '@/lib/domain/money'
import { chargesWords, countOf, sumsOf, sumWords } from './batch-words'

type StartProps = {
  batch: ChargeBatchDto
  /** Whether another list of the very same file was. */
  wasStarted: boolean
}

/** Confirms a draft: how many charges and what they come to have to be typed. A plain form, with and without scripts. */
export function StartForm({ batch: { id, totals }, wasStarted }: StartProps) {
  const count = countOf(totals, 'waiting')
  const bad = countOf(totals, 'bad')
  return (
    <form action={`/api/charge-batches/${id}/start`} method="post" autoComplete="off" className="grid gap-5">
      <p>
        {`Starting makes ${chargesWords(count)}, ${sumWords(totals, 'waiting')} in all.`}
        {bad > 0 &&
          ` ${bad === 1 ? 'One line is' : `${bad.toLocaleString('en-US')} lines are`} left out. You can also mend the file and upload it again.`}
      </p>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field
          label="How many charges"
          name="count"
          inputMode="numeric"
          pattern="\d{1,5}"
          hint={`Type ${count}.`}
          required
          maxLength={5}
        />
        {[...sumsOf(totals, 'waiting')].map(([currency, amount]) => (
          <Field
            key={currency}
            label={`Sum in ${currency.toUpperCase()}`}
            name={`sum:${currency}`}
            inputMode="decimal"
            hint={`Type ${typedMoney({ amount, currency })} for ${formatMoney({ amount, currency })}.`}
            required
            maxLength={17}
          />
        ))}
      </div>
      {wasStarted && (
        <Checkbox name="again" value="true" required>
          I mean to charge this very file once more.
        </Checkbox>
      )}
      <div>
        <Button type="submit">Start charging</Button>
      </div>
    </form>
  )
}

const LABELS: Record<BatchCommand, { label: string; variant: ButtonLook['variant'] }> = {
  pause: { label: 'Pause', variant: 'secondary' },
  resume: { label: 'Resume', variant: 'primary' },
  stop: { label: 'Stop for good', variant: 'danger' },
}

/** What can be done with a list that is started. Plain forms, with and without scripts. */
export function BatchCommands({ batch: { id, status } }: { batch: ChargeBatchDto }) {
  const commands = (['pause', 'resume', 'stop'] as const).filter((command) => {
    const after = afterCommand(status, command)
    return after !== null && after !== status
  })
  if (commands.length === 0) return null
  return (
    <div className="flex flex-wrap gap-3">
      {commands.map((command) => (
        <CommandForm key={command} id={id} command={command} {...LABELS[command]} />
      ))}
    </div>
  )
}

/** Throws a draft away. */
export function DiscardForm({ id }: { id: string }) {
  return <CommandForm id={id} command="stop" label="Throw this draft away" variant="quiet" />
}

type CommandProps = { id: string; command: BatchCommand; label: string; variant: ButtonLook['variant'] }

function CommandForm({ id, command, label, variant = 'primary' }: CommandProps) {
  return (
    <form action={`/api/charge-batches/${id}/${command}`} method="post">
      <Button type="submit" variant={variant}>
        {label}
      </Button>
    </form>
  )
}
