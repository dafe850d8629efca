import type Stripe from 'stripe'
import type { Asked } from './checkout-form'
import { billOf } from './checkout-bill'
import type { CheckoutPage } from './pages/checkout-page'
import { BUSINESS_NAME } from './resources/account'
import { intentOf, planOf } from './resources/checkout-completion'
import type { World } from './world'

type Session = Readonly<Stripe.Checkout.Session>
type Intent = Readonly<Stripe.SetupIntent | Stripe.PaymentIntent>

/** What the page shows of a session, whatever has become of it. */
export function checkoutView(visit: { world: World; session: Session } | null): CheckoutPage {
  const merchant = BUSINESS_NAME
  if (!visit) return { state: 'unknown', merchant }
  const { world, session } = visit
  const backUrl = session.cancel_url
  if (session.status === 'complete') return { state: 'complete', merchant, doneUrl: successUrl(session) }
  if (session.status !== 'open') return { state: 'expired', merchant, backUrl }
  const intent = intentOf(world, session)
  if (isBeingSettled(world, intent)) return { state: 'waiting', merchant, backUrl }
  const { entered, problem } = planOf(world, session.id)
  const failed = errorOf(intent)?.message
  return {
    state: 'open',
    merchant,
    backUrl,
    bill: billOf(world, session),
    action: `/c/pay/${session.id}`,
    ...askedOf(session),
    hidesReuseTerms: session.consent_collection?.payment_method_reuse_agreement?.position === 'hidden',
    customText: {
      submit: session.custom_text.submit?.message,
      afterSubmit: session.custom_text.after_submit?.message,
      terms: session.custom_text.terms_of_service_acceptance?.message,
    },
    entered,
    problem: problem ?? (failed === undefined ? null : { message: failed, field: null }),
  }
}

/** The customer has approved, and the answer is not there yet. */
function isBeingSettled(world: World, intent: Intent | undefined): boolean {
  if (intent?.status === 'processing') return true
  const nonce = intent?.next_action?.redirect_to_url?.url?.split('/').at(-1) ?? ''
  const trip = world.store.get('redirects', nonce) ?? world.store.get('payment_redirects', nonce)
  return trip?.outcome === 'authorized'
}

function errorOf(intent: Intent | undefined) {
  return intent?.object === 'payment_intent' ? intent.last_payment_error : intent?.last_setup_error
}

/** `{CHECKOUT_SESSION_ID}` is replaced only here; the object keeps showing it (docs.stripe.com/payments/checkout/custom-success-page). */
export function successUrl({ id, success_url: url }: Readonly<Stripe.Checkout.Session>): string {
  return new URL((url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', id)).href
}

/** An e-mail address that is known already is not asked for. */
export function askedOf(session: Readonly<Stripe.Checkout.Session>): Asked {
  return {
    methods: session.payment_method_types,
    email: session.customer_details?.email ?? null,
    takesCodes: session.allow_promotion_codes === true,
    requiresTerms: session.consent_collection?.terms_of_service === 'required',
  }
}
