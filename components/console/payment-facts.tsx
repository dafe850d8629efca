import Link from 'next/link'
import { Amount } from '@/components/ui/amount'
import { Definition, DefinitionList } from '@/components/ui/definition-list'
import { Reference } from '@/components/ui/reference'
import { Time } from '@/components/ui/time'
import { methodName } from '@/components/wallet/method-words'
import type { ConsolePaymentDetailDto } from '@/lib/contracts/console'
import { netOf } from '@/lib/domain/money'

/** Who was charged for what, with the money that came of it. */
export function PaymentFacts({ payment }: { payment: ConsolePaymentDetailDto }) {
  const { customer, method, askedAt, paidAt, nextSyncAt, stripePaymentIntentId } = payment
  return (
    <DefinitionList>
      <Definition term="Customer">
        <Link href={`/console/customers/${customer.id}`} className="text-link">
          {customer.name}
        </Link>
        {`, ${customer.email}`}
      </Definition>
      <PaymentMoney payment={payment} />
      <Definition term="Payment method">
        {methodName(method.email)}
        {method.mandateId && (
          <>
            {' · '}
            <Link href={`/mandates/${method.mandateId}`} className="text-link">
              What was agreed
            </Link>
          </>
        )}
      </Definition>
      <Definition term="Asked for">
        <Time value={askedAt} show="second" />
      </Definition>
      {paidAt && (
        <Definition term="Paid">
          <Time value={paidAt} show="second" />
        </Definition>
      )}
      {nextSyncAt && stripePaymentIntentId && !paidAt && (
        <Definition term="Next look at Stripe">
          <Time value={nextSyncAt} show="second" />, unless a webhook comes first
        </Definition>
      )}
    </DefinitionList>
  )
}

function PaymentMoney({ payment: { amount, currency, fee, state } }: { payment: ConsolePaymentDetailDto }) {
  return (
    <>
      <Definition term="Amount">
        <Amount amount={amount} currency={currency} />
      </Definition>
      {state === 'paid' && (
        <Definition term="Stripe’s fee">{fee ? <Amount {...fee} /> : 'Not told by Stripe yet'}</Definition>
      )}
      {state === 'paid' && fee?.currency === currency && (
        <Definition term="Net">
          <Amount amount={netOf({ amount, fee: fee.amount })} currency={currency} />
        </Definition>
      )}
    </>
  )
}

/** What to quote to Stripe, and which keys were sent. */
export function PaymentReferences({ payment }: { payment: ConsolePaymentDetailDto }) {
  const { id, stripePaymentIntentId, stripeChargeId, status, createKey, confirmKey } = payment
  const facts = [
    { term: 'Payment intent', value: stripePaymentIntentId },
    { term: 'Status at Stripe', value: status },
    { term: 'Charge', value: stripeChargeId },
    { term: 'Our record', value: id },
    { term: 'Key of the create', value: createKey },
    { term: 'Key of the confirm', value: confirmKey },
  ]
  return (
    <DefinitionList>
      {facts.map(({ term, value }) => (
        <Definition key={term} term={term}>
          {value ? <Reference>{value}</Reference> : 'None yet'}
        </Definition>
      ))}
    </DefinitionList>
  )
}
