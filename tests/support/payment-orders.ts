import type Stripe from 'stripe'

/** What happens at Stripe, one after the other. */
export type Step = 'create' | 'confirm' | 'approve' | 'decline' | 'confirm again'
/** An event, and after how many of those steps Stripe tells it. */
export type News = readonly [type: Stripe.Event['type'], after: number]
type Course = { steps: readonly Step[]; news: readonly News[]; slug: string }

const BEGUN = [
  ['payment_intent.created', 1],
  ['payment_intent.requires_action', 2],
] as const
const PAID = (after: number) => [['charge.succeeded', after] as const, ['payment_intent.succeeded', after] as const]
const APPROVES = {
  steps: ['create', 'confirm', 'approve'],
  news: [...BEGUN, ...PAID(3)],
  slug: 'orbit-hop',
} as const satisfies Course

/**
 * What a customer does, what Stripe tells about it and after how many of those steps. Amazon Pay tells four events or more;
 * an order is made of three of them, the others are lost, and which these are changes from order to order.
 */
export const COURSES = {
  approves: APPROVES,
  saves: APPROVES,
  holds: {
    ...APPROVES,
    news: [...BEGUN, ['charge.succeeded', 3], ['payment_intent.amount_capturable_updated', 3]],
    slug: 'moon-landing',
  },
  declines: {
    ...APPROVES,
    steps: ['create', 'confirm', 'decline'],
    news: [...BEGUN, ['charge.failed', 3], ['payment_intent.payment_failed', 3]],
  },
  'declines, then approves': {
    ...APPROVES,
    steps: ['create', 'confirm', 'decline', 'confirm again', 'approve'],
    news: [...BEGUN, ['payment_intent.payment_failed', 3], ['payment_intent.requires_action', 4], ...PAID(5)],
  },
} as const satisfies Record<string, Course>
export type Way = keyof typeof COURSES
export const WAYS = Object.keys(COURSES) as Way[] // Object.keys forgets the names it was given.

/**
 * How far Stripe is ahead of what we handle. `unheard` is more than can happen unless a database is restored: it is over there
 * before our row has so much as heard that there is an intent, and whoever confirmed it got no answer.
 */
export const PACES = ['ended before', 'just before', 'unheard'] as const
export type Pace = (typeof PACES)[number]

export const HAPPENINGS = [
  'the create answer',
  'the confirm answer',
  'news 1',
  'news 2',
  'news 3',
  'the return',
  'the sweep',
] as const
export type Happening = (typeof HAPPENINGS)[number]

export type Plan = { way: Way; pace: Pace; news: readonly News[]; order: readonly Happening[] }
