import { Amount } from '@/components/ui/amount'
import { Definition, DefinitionList } from '@/components/ui/definition-list'
import { Reference } from '@/components/ui/reference'
import { Time } from '@/components/ui/time'
import { paidWithName } from '@/components/wallet/method-words'
import type { ReturnedPaymentDto } from '@/lib/contracts/checkout'
import type { ShownState } from './payment-words'

/** The figures of one payment: what for, how much, with what, and where the receipt goes. */
export function PaymentFacts({ payment, state }: { payment: ReturnedPaymentDto; state: ShownState }) {
  const { amount, amountReceived, currency, items, mailsTo, captureBefore, orderId, methodType } = payment
  const isPaid = state === 'paid'
  return (
    <DefinitionList>
      <Definition term="What for">
        {items
          .map(({ description, quantity }) => (quantity > 1 ? `${quantity} × ${description}` : description))
          .join(', ')}
      </Definition>
      <Definition term={isPaid ? 'Charged' : 'Amount'}>
        <strong className="font-semibold">
          <Amount amount={isPaid ? (amountReceived ?? amount) : amount} currency={currency} />
        </strong>
      </Definition>
      {methodType && <Definition term="Payment method">{paidWithName(payment)}</Definition>}
      {state === 'authorized' && captureBefore && (
        <Definition term="Reserved until">
          <Time value={captureBefore} show="minute" />
        </Definition>
      )}
      {isPaid && mailsTo && <Definition term="Receipt">{`By e-mail to ${mailsTo}`}</Definition>}
      <Definition term="Order number">
        <Reference>{orderId}</Reference>
      </Definition>
    </DefinitionList>
  )
}
