import { Alert } from '@/components/ui/alert'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Heading } from '@/components/ui/heading'
import { Link } from '@/components/ui/link'
import { Time } from '@/components/ui/time'
import type { ChargeBatchDto, ChargeBatchPageDto } from '@/lib/contracts/charge-batches'
import { BatchCommands, DiscardForm, StartForm } from './batch-commands'
import { BatchProgress } from './batch-progress'
import { chargesWords, countOf } from './batch-words'
import { KeepUp } from './keep-up'

type Props = Pick<ChargeBatchPageDto, 'batch' | 'sameFile'>

/** Where a list stands, and what can be done with it. */
export function BatchState({ batch, sameFile }: Props) {
  if (batch.status === 'draft') return <DraftState batch={batch} sameFile={sameFile} />
  const isOpen = countOf(batch.totals, 'under_way') > 0
  const isThrownAway = batch.startedAt === null
  return (
    <div className="grid gap-6">
      <p>{standing(batch, isOpen)}</p>
      {!isThrownAway && <BatchProgress batch={batch} />}
      <BatchCommands batch={batch} />
      {(batch.status === 'running' || isOpen) && <KeepUp />}
    </div>
  )
}

function DraftState({ batch, sameFile }: Props) {
  const { id, totals } = batch
  const [ready, bad] = [countOf(totals, 'waiting'), countOf(totals, 'bad')]
  return (
    <div className="grid gap-6">
      <Alert
        tone={bad === 0 ? 'success' : 'warning'}
        title={`${chargesWords(ready)} can be made${bad === 0 ? '' : `, and ${bad.toLocaleString('en-US')} ${bad === 1 ? 'line' : 'lines'} can’t`}`}
      >
        Nothing has been charged.
      </Alert>
      {sameFile.length > 0 && (
        <Alert tone="warning" title="This very file was uploaded before">
          <ul className="grid">
            {sameFile.map((other) => (
              <li key={other.id}>
                <Link href={`/console/charges/${other.id}`} className="inline-flex min-h-11 items-center text-link">
                  {other.name}
                </Link>
                {other.startedAt ? ', started ' : ', not started; made '}
                <Time value={other.startedAt ?? other.madeAt} show="minute" />
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {ready > 0 ? (
        <Card as="section" aria-labelledby="start">
          <div className="grid gap-4">
            <Heading id="start">{bad === 0 ? 'Start' : 'Start with the good ones'}</Heading>
            <StartForm batch={batch} wasStarted={sameFile.some(({ startedAt }) => startedAt !== null)} />
          </div>
        </Card>
      ) : (
        <div>
          <ButtonLink href="/console/charges">Upload another file</ButtonLink>
        </div>
      )}
      <DiscardForm id={id} />
    </div>
  )
}

function standing({ status, startedAt }: ChargeBatchDto, isOpen: boolean): string {
  switch (status) {
    case 'running':
      return 'The worker makes one charge after the other. You can close this page; nothing is lost.'
    case 'paused':
      return 'No further charge begins. What had begun is finished.'
    case 'stopped':
      if (startedAt === null) return 'This draft was thrown away. Nothing was charged.'
      return isOpen ? 'No further charge begins. What had begun is being finished.' : 'It was stopped for good.'
    case 'done':
      return isOpen
        ? 'Every line has had its turn. Stripe has not answered about all of them yet.'
        : 'All of it is settled.'
    case 'draft':
      return 'Nothing has been charged.'
  }
}
