import { Link } from '@/components/ui/link'
import { Amount } from '@/components/ui/amount'
import { Badge } from '@/components/ui/badge'
import { Definition, DefinitionList } from '@/components/ui/definition-list'
import { Heading } from '@/components/ui/heading'
import { Reference } from '@/components/ui/reference'
import { Time } from '@/components/ui/time'
import type { DisputeDto } from '@/lib/contracts/holds-and-refunds'
import { AnswerBy } from './answer-by'
import { disputeKindWords, disputeReasonWords, disputeStatusWords, waitsForAnswer } from './dispute-words'

/** What the customer objects to, until when it can be answered, and with what. */
export function DisputeList({ disputes, now }: { disputes: DisputeDto[]; now: string }) {
  return (
    <ul aria-label="Disputes" className="grid gap-8">
      {disputes.map((dispute) => (
        <li key={dispute.id} className="grid gap-3">
          <DisputeFacts dispute={dispute} now={now} />
        </li>
      ))}
    </ul>
  )
}

function DisputeFacts({ dispute, now }: { dispute: DisputeDto; now: string }) {
  const { amount, currency, status, reason, kind, evidenceDueBy, openedAt, mandateId, stripeDisputeId } = dispute
  const { tone, word } = disputeStatusWords(status)
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Heading level={3}>{disputeReasonWords(reason)}</Heading>
        <Badge tone={tone}>{word}</Badge>
      </div>
      <DefinitionList>
        <Definition term="Amount">
          <Amount amount={amount} currency={currency} />
        </Definition>
        <Definition term="Where">{disputeKindWords(kind)}</Definition>
        {evidenceDueBy && (
          <Definition term="Answer by">
            <AnswerBy due={evidenceDueBy} now={now} status={status} />
          </Definition>
        )}
        <Definition term="Evidence">
          {mandateId ? (
            <Link href={`/mandates/${mandateId}`} className="text-link">
              What the customer agreed to, to print or save
            </Link>
          ) : (
            'No mandate: the customer approved this payment themselves.'
          )}
        </Definition>
        <Definition term="Opened">
          <Time value={openedAt} show="minute" />
        </Definition>
        <Definition term="At Stripe">
          <Reference>{stripeDisputeId}</Reference>
        </Definition>
      </DefinitionList>
      {waitsForAnswer(status) && (
        <p className="text-muted">Hand in the evidence in Stripe’s Dashboard, under Disputes. It is taken once.</p>
      )}
    </>
  )
}
