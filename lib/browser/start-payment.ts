import { startedPaymentDto, type StartPaymentBody } from '../contracts/checkout'
import { callApi } from './api'

/** A payment that Stripe.js can confirm. */
export type StartedPayment = { paymentId: string; clientSecret: string; returnUrl: string }

/**
 * Starts the payment of an order, or changes whether the live one saves Amazon Pay. Repeating it does no harm: an order has
 * one live payment. Stripe not having answered yet is waited for until `signal` ends it; asking again goes on where it was.
 */
export async function startPayment(
  orderId: string,
  body: StartPaymentBody,
  signal = AbortSignal.timeout(15_000),
): Promise<StartedPayment> {
  for (;;) {
    const { answer } = await callApi(`/api/orders/${orderId}/payment-intents`, {
      body,
      answer: startedPaymentDto,
      signal,
    })
    if ('clientSecret' in answer) return answer
    signal.throwIfAborted()
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}
