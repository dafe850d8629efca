import { StartPaymentForm } from './start-payment-form'

/** For a payment that can be made with Amazon Pay alone: another one takes its place, and it can't be paid any more. */
export function AnotherPayment({ orderId }: { orderId: string }) {
  return (
    <div className="grid gap-4">
      <p>By card you pay a new payment in place of this one. Nothing is charged before you do.</p>
      <StartPaymentForm orderId={orderId} label="Pay by card instead" restarts variant="secondary" />
    </div>
  )
}
