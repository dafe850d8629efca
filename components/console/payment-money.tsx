import { Amount } from '@/components/ui/amount'
import { Definition } from '@/components/ui/definition-list'
import type { ConsolePaymentDetailDto } from '@/lib/contracts/console'
import { netOf, totalsOf } from '@/lib/domain/money'

/** What was asked for, what was charged of it and what is left of that: rows of a list of facts. */
export function PaymentMoney({ payment }: { payment: ConsolePaymentDetailDto }) {
  const { amount, currency, amountReceived, amountRefunded, refunds, fee } = payment
  const onItsWay = totalsOf(refunds.filter(({ state }) => state === 'pending' || state === 'starting')).get(currency)
  return (
    <>
      <Definition term="Amount">
        <Amount amount={amount} currency={currency} />
      </Definition>
      {amountReceived !== null && amountReceived !== amount && (
        <Definition term="Captured">
          <Amount amount={amountReceived} currency={currency} />
        </Definition>
      )}
      {amountRefunded > 0 && (
        <Definition term="Refunded">
          <Amount amount={amountRefunded} currency={currency} />
        </Definition>
      )}
      {onItsWay !== undefined && (
        <Definition term="On its way back">
          <Amount amount={onItsWay} currency={currency} />
        </Definition>
      )}
      {amountReceived !== null && (
        <Definition term="Stripe’s fee">{fee ? <Amount {...fee} /> : 'Not told by Stripe yet'}</Definition>
      )}
      {amountReceived !== null && fee?.currency === currency && (
        <Definition term="Net">
          <Amount
            amount={netOf({ amount: netOf({ amount: amountReceived, fee: fee.amount }), fee: amountRefunded })}
            currency={currency}
          />
        </Definition>
      )}
    </>
  )
}
