import { WaitForPayment } from '@/components/attempts/wait-for-payment'
import { Alert } from '@/components/ui/alert'
import type { ConsolePaymentDetailDto } from '@/lib/contracts/console'
import { isInFlight } from '@/lib/domain/payment-status'
import { paymentWords } from './payment-words'
import { TryAgain } from './try-again'
import { WhyStopped } from './why-stopped'

/** Where a payment stands and what to do about it. One live region holds the words, so a change is read out. */
export function PaymentState({ payment }: { payment: ConsolePaymentDetailDto }) {
  const { id, state, reason, needsAttention, job } = payment
  const { tone = 'info', title, text, next } = paymentWords(state, reason)
  return (
    <div className="grid gap-4">
      <div role="status">
        <Alert tone={tone} title={title}>
          <p className="wrap-anywhere">{text}</p>
          {next && <p>{next}</p>}
        </Alert>
      </div>
      {needsAttention && job && (
        <Alert tone="warning" title="The worker has given up and needs you">
          <WhyStopped lastError={job.lastError} />
          <p>{`Tried ${job.attempts} ${job.attempts === 1 ? 'time' : 'times'}.`} Trying again never charges twice.</p>
          <div className="mt-3">
            <TryAgain id={job.id} label="this charge" />
          </div>
        </Alert>
      )}
      {isInFlight(state) && !needsAttention && (
        <WaitForPayment
          id={id}
          state={state}
          later="It’s taking longer than usual. The worker goes on, and the result will be here."
        />
      )}
    </div>
  )
}
