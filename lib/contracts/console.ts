import { z } from 'zod'
import { PAYMENT_STATES } from '../domain/payment-status'
import { SETUP_STATES } from '../domain/setup-status'
import { disputeDto, refundDto } from './holds-and-refunds'
import { paymentMethodDto } from './payment-methods'

export const consoleCustomerDto = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  /** How Stripe knows them: cus_…, or acct_… of an account that stands for them. */
  stripeCustomerId: z.string().nullable(),
  methods: z.array(paymentMethodDto),
  /** Guests who joined the account, each a customer of its own at Stripe as well (null as long as it is none). */
  joined: z.array(
    z.strictObject({ id: z.uuid(), stripeCustomerId: z.string().nullable(), joinedAt: z.iso.datetime() }),
  ),
})
export type ConsoleCustomerDto = z.infer<typeof consoleCustomerDto>

export const failedSetupDto = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  state: z.enum(SETUP_STATES),
  /** Stripe's own sentence and code, for the merchant's people only. */
  reason: z.string(),
  stripeSetupIntentId: z.string().nullable(),
  failedAt: z.iso.datetime(),
})
export type FailedSetupDto = z.infer<typeof failedSetupDto>

/** One payment in the merchant's list. */
export const consolePaymentDto = z.strictObject({
  id: z.uuid(),
  orderId: z.uuid(),
  state: z.enum(PAYMENT_STATES),
  /** Minor units. */
  amount: z.int(),
  currency: z.string(),
  description: z.string(),
  /** A guest has no name of their own, and perhaps no address. */
  customer: z.strictObject({ id: z.uuid(), name: z.string(), email: z.string().nullable() }),
  /** Whether the merchant charged it; else the customer paid. */
  offSession: z.boolean(),
  /** Minor units; null until something was charged. */
  amountReceived: z.int().nullable(),
  amountRefunded: z.int(),
  /** When a hold ends by itself; null where nothing is held. */
  captureBefore: z.iso.datetime().nullable(),
  isDisputed: z.boolean(),
  askedAt: z.iso.datetime(),
  paidAt: z.iso.datetime().nullable(),
  /** Stripe's sentence and code for a failure. */
  reason: z.string().nullable(),
  /** Whether the worker has given up on it and a person has to look. */
  needsAttention: z.boolean(),
})
export type ConsolePaymentDto = z.infer<typeof consolePaymentDto>

/** One payment with everything the merchant's people may want to know. */
export const consolePaymentDetailDto = consolePaymentDto.extend({
  stripePaymentIntentId: z.string().nullable(),
  stripeChargeId: z.string().nullable(),
  /** Stripe's fee, in minor units of the currency it settles in; null until Stripe told it. */
  fee: z.strictObject({ amount: z.int(), currency: z.string() }).nullable(),
  /** In Stripe's words; null while Stripe has not answered. */
  status: z.string().nullable(),
  createKey: z.string(),
  confirmKey: z.string(),
  /** When we read Stripe next by ourselves; null when nothing more can come. */
  nextSyncAt: z.iso.datetime().nullable(),
  /** The saved method; null when the customer approved at Amazon or paid by card. */
  method: paymentMethodDto.nullable(),
  /** amazon_pay or card; null until Stripe told it. */
  methodType: z.string().nullable(),
  /** What Stripe was asked for and has not answered yet. */
  asked: z.enum(['capture', 'cancel']).nullable(),
  /** What can be done now, in minor units; null when it can't. */
  capturable: z.int().nullable(),
  refundable: z.int().nullable(),
  /** Until when refunds are taken; null when there is no such end. */
  refundBefore: z.iso.datetime().nullable(),
  isCancelable: z.boolean(),
  refunds: z.array(refundDto),
  disputes: z.array(disputeDto),
  mandateId: z.uuid().nullable(),
  /** What is done about a charge that was declined while its customer was away; null where none was. */
  recovery: z
    .strictObject({
      /** When the message to the customer was sent; null while it is on its way. */
      messageSentAt: z.iso.datetime().nullable(),
      /** Whether there is one: a customer without an address is told on our pages alone. */
      hasMessage: z.boolean(),
      /** Further tries that were made. */
      tries: z.int(),
      /** When the next one is made; null when there is none. */
      nextTryAt: z.iso.datetime().nullable(),
      isTrying: z.boolean(),
    })
    .nullable(),
  /** Why the worker could not finish the last time, and how often it has tried. */
  job: z
    .strictObject({ id: z.uuid(), attempts: z.int(), lastError: z.string().nullable(), isWaiting: z.boolean() })
    .nullable(),
  /** Ours and Stripe's events in one list, the oldest first. */
  timeline: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      source: z.enum(['shop', 'stripe']),
      /** Ours: payment.ask, payment.create, payment.paid …; Stripe's: the event's type. */
      what: z.string(),
      detail: z.string().nullable(),
      /** Ours: the request's id. Stripe's: the event's id. */
      reference: z.string().nullable(),
    }),
  ),
})
export type ConsolePaymentDetailDto = z.infer<typeof consolePaymentDetailDto>

/** Work that the worker has given up on: a command to Stripe, or an event of Stripe's. */
export const deadLetterDto = z.strictObject({
  id: z.string(),
  kind: z.enum([
    'charge',
    'detach',
    'sync_method',
    'confirm',
    'capture',
    'cancel',
    'refund',
    'notify',
    'fulfil',
    'adopt_method',
    'retry',
    'subscribe',
    'change_subscription',
    'event',
  ]),
  /** The id of the row it is about; for an event, the object's id at Stripe. */
  subject: z.string(),
  attempts: z.int(),
  lastError: z.string().nullable(),
  since: z.iso.datetime(),
})
export type DeadLetterDto = z.infer<typeof deadLetterDto>

/** Our ledger beside Stripe's balance, in minor units of each currency. */
export const driftDto = z.array(
  z.strictObject({ currency: z.string(), ledger: z.int(), stripe: z.int(), difference: z.int() }),
)
export type DriftDto = z.infer<typeof driftDto>

/** POST /api/jobs/{id}/retry: the id of a command of ours, or of an event of Stripe's. */
export const deadLetterParams = z.strictObject({ id: z.union([z.uuid(), z.string().regex(/^evt_\w+$/)]) })
