import { Link } from '@/components/ui/link'
import { Definition, DefinitionList } from '@/components/ui/definition-list'
import { Reference } from '@/components/ui/reference'
import { Time } from '@/components/ui/time'
import { methodName } from '@/components/wallet/method-words'
import type { ConsolePaymentDetailDto } from '@/lib/contracts/console'
import { PaymentMoney } from './payment-money'

/** Who pays for what, with the money that came of it. */
export function PaymentFacts({ payment }: { payment: ConsolePaymentDetailDto }) {
  const { customer, mandateId, offSession, askedAt, paidAt, nextSyncAt, stripePaymentIntentId } = payment
  return (
    <DefinitionList>
      <Definition term="Customer">
        <Link href={`/console/customers/${customer.id}`} className="text-link">
          {customer.name}
        </Link>
        {`, ${customer.email ?? 'no e-mail address'}`}
      </Definition>
      <PaymentMoney payment={payment} />
      <Definition term="Payment method">
        {paidWith(payment)}
        {mandateId && (
          <>
            {' · '}
            <Link href={`/mandates/${mandateId}`} className="text-link">
              What was agreed
            </Link>
          </>
        )}
      </Definition>
      <Definition term={offSession ? 'Asked for' : 'Begun'}>
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

function paidWith({ method, methodType }: ConsolePaymentDetailDto): string {
  if (method) return methodName(method)
  switch (methodType) {
    case 'amazon_pay':
      return 'Amazon Pay'
    case 'card':
      return 'Card'
    case null:
      return 'Not told by Stripe'
    default:
      return methodType
  }
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
