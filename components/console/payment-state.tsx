import { WaitForPayment } from '@/components/attempts/wait-for-payment'
import { Alert } from '@/components/ui/alert'
import type { ConsolePaymentDetailDto } from '@/lib/contracts/console'
import { isInFlight } from '@/lib/domain/payment-status'
import { AnswerBy } from './answer-by'
import { waitsForAnswer } from './dispute-words'
import { KeepLooking } from './keep-looking'
import { paymentWords, stateWord } from './payment-words'
import { TryAgain } from './try-again'
import { WhatCodeMeans } from './what-code-means'
import { WhyStopped } from './why-stopped'

/** Where a payment stands and what to do about it. One live region holds the words, so a change is read out. */
export function PaymentState({ payment, now }: { payment: ConsolePaymentDetailDto; now: string }) {
  const { id, state, asked, refunds, disputes, needsAttention, job } = payment
  const { title, text, next } = paymentWords(payment)
  const waitsForStripe = asked !== null || refunds.some((refund) => refund.state === 'starting')
  const toAnswer = disputes.find(({ status }) => waitsForAnswer(status))
  return (
    <div className="grid gap-4">
      <div role="status" className="grid gap-4">
        <Alert tone={stateWord(state).tone ?? 'info'} title={title}>
          <p className="wrap-anywhere">{text}</p>
          {next && <p>{next}</p>}
          <WhatCodeMeans payment={payment} />
        </Alert>
        {toAnswer && (
          <Alert tone="warning" title="The customer disputes it, and waits for your answer">
            {toAnswer.evidenceDueBy && (
              <>
                Answer by <AnswerBy due={toAnswer.evidenceDueBy} now={now} status={toAnswer.status} />
              </>
            )}
          </Alert>
        )}
        {waitsForStripe && (
          <Alert tone="info" title="Stripe has not answered yet; we go on">
            {`${waitingFor(asked)} is on file. However often it is tried, it is done at most once.`}
          </Alert>
        )}
      </div>
      {needsAttention && job && (
        <Alert tone="warning" title="The worker has given up and needs you">
          <WhyStopped lastError={job.lastError} />
          <p>{`Tried ${job.attempts} ${job.attempts === 1 ? 'time' : 'times'}.`} Trying again never charges twice.</p>
          <div className="mt-3">
            <TryAgain id={job.id} label="this payment" />
          </div>
        </Alert>
      )}
      {!needsAttention && isInFlight(state) && (
        <WaitForPayment
          id={id}
          state={state}
          later="It’s taking longer than usual. The worker goes on, and the result will be here."
        />
      )}
      {!needsAttention && !isInFlight(state) && waitsForStripe && <KeepLooking />}
    </div>
  )
}

function waitingFor(asked: ConsolePaymentDetailDto['asked']): string {
  switch (asked) {
    case 'capture':
      return 'The capture'
    case 'cancel':
      return 'The cancellation'
    case null:
      return 'The refund'
  }
}
