import { Link } from '@/components/ui/link'
import { Amount } from '@/components/ui/amount'
import { Definition, DefinitionList } from '@/components/ui/definition-list'
import { Reference } from '@/components/ui/reference'
import { Time } from '@/components/ui/time'
import { paidWithName } from '@/components/wallet/method-words'
import type { OrderDto } from '@/lib/contracts/orders'

/** What an order was for, what it came to, and what it was or would have been paid with. */
export function OrderSummary({ order }: { order: OrderDto }) {
  const { id, items, amount, currency, placedAt, payments, fulfilment } = order
  const [paid] = payments
  const received = paid?.amountReceived ?? undefined
  // One line that costs the total would only say the page's heading again.
  const lines = items.length > 1 || items.some(({ quantity }) => quantity > 1) ? items : []
  const mandateId = payments.find((payment) => payment.mandateId)?.mandateId
  return (
    <DefinitionList>
      {lines.map(({ description, quantity, unitAmount }, place) => (
        <Definition key={place} term={quantity > 1 ? `${quantity} × ${description}` : description}>
          <Amount amount={unitAmount} currency={currency} />
          {quantity > 1 && ' each'}
        </Definition>
      ))}
      <Definition term={lines.length > 0 ? 'Total' : 'Amount'}>
        <strong className="font-semibold">
          <Amount amount={amount} currency={currency} />
        </strong>
      </Definition>
      {received !== undefined && received !== amount && (
        <Definition term="Charged">
          <Amount amount={received} currency={currency} />
        </Definition>
      )}
      {paid?.captureBefore && paid.state === 'authorized' && (
        <Definition term="Reserved until">
          <Time value={paid.captureBefore} show="minute" />
        </Definition>
      )}
      {paid?.methodType && <Definition term="Payment method">{paidWithName(paid)}</Definition>}
      {fulfilment && (
        <Definition term="Booking code">
          <Reference>{fulfilment}</Reference>
        </Definition>
      )}
      <Definition term="Placed">
        <Time value={placedAt} show="minute" />
      </Definition>
      {mandateId && (
        <Definition term="Your permission">
          <Link href={`/mandates/${mandateId}`} className="text-link">
            See what you agreed to
          </Link>
        </Definition>
      )}
      <Definition term="Order number">
        <Reference>{id}</Reference>
      </Definition>
    </DefinitionList>
  )
}
