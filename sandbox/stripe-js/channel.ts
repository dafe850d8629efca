import type { Appearance, StripeElementsOptions, StripeError, StripePaymentElementOptions } from '@stripe/stripe-js'

/** The elements the sandbox draws. Each is a document of its own under this name, in a frame with this title. */
export const ELEMENT_FRAMES = {
  payment: { page: 'payment', title: 'Secure payment input frame' },
  expressCheckout: { page: 'express-checkout', title: 'Secure express checkout frame' },
  card: { page: 'card', title: 'Secure card payment input frame' },
  cardNumber: { page: 'card', title: 'Secure card number input frame' },
  cardExpiry: { page: 'card', title: 'Secure expiration date input frame' },
  cardCvc: { page: 'card', title: 'Secure CVC input frame' },
  linkAuthentication: { page: 'contact-details', title: 'Secure email input frame' },
  contactDetails: { page: 'contact-details', title: 'Secure email input frame' },
} as const

export type ElementType = keyof typeof ELEMENT_FRAMES

/** What the shop's page and the element's frame say to each other. Card details are in none of it. */
export type ToFrame =
  | { type: 'show'; shown: Shown<object> }
  | { type: 'do'; action: 'focus' | 'blur' | 'clear' | 'collapse' }
  | { type: 'ask'; id: number; question: Question }
  /** Answered once what was shown before has its place on the page. */
  | { type: 'settle'; id: number }

export type FromFrame =
  | { type: 'event'; name: ElementEvent; about: object }
  | { type: 'height'; height: number }
  | { type: 'answer'; id: number; answer: Answer<unknown> }

export type ElementEvent =
  | 'ready'
  | 'availablepaymentmethodschange'
  | 'change'
  | 'click'
  | 'focus'
  | 'blur'
  | 'escape'
  | 'loaderror'
  | 'loaderstart'

/** Everything an element is drawn from, sent whole with every change. */
export type Shown<Options = StripePaymentElementOptions> = {
  key: string
  group: {
    appearance?: Appearance | undefined
    fonts?: StripeElementsOptions['fonts'] | undefined
    loader: 'auto' | 'always' | 'never'
    locale: string
  }
  options: Options
  /** Names the group among the page's frames, so that a card's parts find each other. */
  groupId: string
  /** The shop makes payment methods itself (`paymentMethodCreation: 'manual'`). */
  byHand?: boolean
  /** Absent until Stripe has answered. */
  session?: Session | undefined
  /** Stripe has answered that there is nothing to draw. */
  failed?: boolean
}

/** What the element that asks for an e-mail address may be given. */
export type ContactOptions = { defaultValues?: { email?: string } }

/** `GET /v1/elements/sessions`, as far as an element reads it. */
export type Session = {
  mode: 'payment' | 'setup' | 'subscription'
  payment_method_types: string[]
  merchant_name: string
  merchant_country: string
  setup_future_usage: string | null
  payment_intent?: { last_payment_error: StripeError | null }
  setup_intent?: { last_setup_error: StripeError | null }
}

export type Question =
  | { kind: 'submit' }
  /** `caller` names the function in sentences, `params` are sent beside the method chosen in the frame. */
  | { kind: 'confirm'; caller: string; path: string; params: Record<string, unknown> }
  | { kind: 'method'; caller: string; params: Record<string, unknown> }
  /** Of a card only; `params` go beside its details. */
  | { kind: 'token'; params: Record<string, unknown> }

/** `mistake` is the calling program's, to be thrown at it. */
export type Answer<T> =
  | { value: T; error?: undefined; mistake?: undefined }
  | { error: StripeError; value?: undefined; mistake?: undefined }
  | { mistake: string; value?: undefined; error?: undefined }

/** The first word, with which the page hands the frame its end of a private channel. */
export type Connect = { stripeElement: 'connect'; mount: string }

export function isConnect(data: unknown, mount: string): data is Connect {
  if (typeof data !== 'object' || data === null) return false
  const { stripeElement, mount: named } = data as Partial<Connect>
  return stripeElement === 'connect' && named === mount
}
