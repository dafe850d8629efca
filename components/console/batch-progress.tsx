import { Definition, DefinitionList } from '@/components/ui/definition-list'
import type { ChargeBatchDto } from '@/lib/contracts/charge-batches'
import type { LineOutcome } from '@/lib/domain/charge-batch'
import { chargesWords, countOf, outcomeWord, sumWords } from './batch-words'

// Bad lines were left out when the list was started.
const CHARGED: LineOutcome[] = ['waiting', 'under_way', 'paid', 'failed', 'skipped', 'cancelled']
const SETTLED: LineOutcome[] = ['paid', 'failed', 'skipped', 'cancelled']

// Every browser has its own names for the parts of a bar. The border is what forced colours leave of it.
const BAR =
  'h-3 w-full appearance-none overflow-hidden rounded-full border border-edge bg-sunken ' +
  '[&::-moz-progress-bar]:bg-brand [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-brand'

/** How far a list is, and what it has come to so far. */
export function BatchProgress({ batch: { totals } }: { batch: ChargeBatchDto }) {
  const [all, settled] = [countOf(totals, ...CHARGED), countOf(totals, ...SETTLED)]
  return (
    <div className="grid gap-5">
      <div className="grid gap-2">
        <p id="progress" className="text-lead">
          {`${settled.toLocaleString('en-US')} of ${chargesWords(all)} settled`}
        </p>
        <progress aria-labelledby="progress" value={settled} max={Math.max(all, 1)} className={BAR} />
      </div>
      <DefinitionList>
        {CHARGED.filter((outcome) => countOf(totals, outcome) > 0).map((outcome) => (
          <Definition key={outcome} term={outcomeWord(outcome).word}>
            {`${chargesWords(countOf(totals, outcome))}, ${sumWords(totals, outcome)}`}
          </Definition>
        ))}
      </DefinitionList>
    </div>
  )
}
