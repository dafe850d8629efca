import { Button } from '@/components/ui/button'

type Props = {
  orderId: string
  label: string
  /** Gives up a payment that waits at Amazon. */
  restarts?: boolean
  variant?: 'primary' | 'secondary'
}

/** Starts the payment, or starts it anew. A form, because opening a page must never do that; it works without scripts. */
export function StartPaymentForm({ orderId, label, restarts = false, variant = 'primary' }: Props) {
  return (
    <form action={`/api/orders/${orderId}/payment-intents`} method="post">
      {restarts && <input type="hidden" name="restart" value="true" />}
      <Button type="submit" size="large" variant={variant}>
        {label}
      </Button>
    </form>
  )
}
