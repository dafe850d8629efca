import type { SetupState } from '@/lib/domain/setup-status'
import type { Tone } from '@/components/ui/tone'

export type ReturnState = SetupState | 'unknown'

type Words = { tone: Tone; title: string; text: string; action: { href: string; label: string } }

const AGAIN = { href: '/wallet/add', label: 'Try again' }
const WALLET = { href: '/wallet', label: 'Go to your wallet' }

/** What a customer reads about each outcome: whether money moved, then one next step. Never a code, never blame. */
export const setupWords: Record<ReturnState, Words> = {
  saved: {
    tone: 'success',
    title: 'Amazon Pay is saved',
    text: 'Nothing was charged. Amazon Pay is in your wallet now.',
    action: WALLET,
  },
  confirming: {
    tone: 'info',
    title: 'Confirming with Amazon',
    text: 'Nothing was charged. This usually takes a few seconds. You can close this page: your wallet will show the result.',
    action: WALLET,
  },
  starting: {
    tone: 'info',
    title: 'Still getting ready',
    text: 'Nothing was saved or charged yet. We’re waiting for our payment provider.',
    action: WALLET,
  },
  unknown: {
    tone: 'warning',
    title: 'We’re not sure yet',
    text: 'Nothing was charged. We can’t reach our payment provider to see whether Amazon Pay was saved, and we keep checking.',
    action: WALLET,
  },
  ready: {
    tone: 'info',
    title: 'You haven’t been to Amazon yet',
    text: 'Nothing was saved and nothing was charged. You can start whenever you like.',
    action: { href: '/wallet/add', label: 'Save Amazon Pay' },
  },
  declined: {
    tone: 'danger',
    title: 'Amazon Pay wasn’t saved',
    text: 'Nothing was charged. Amazon Pay didn’t approve it this time. You can try again.',
    action: AGAIN,
  },
  expired: {
    tone: 'warning',
    title: 'The approval window closed',
    text: 'Nothing was charged and nothing was saved. Amazon keeps the approval open for 10 minutes. You can try again.',
    action: AGAIN,
  },
  canceled: {
    tone: 'info',
    title: 'This try was cancelled',
    text: 'Nothing was charged and nothing was saved. You can start a new one whenever you like.',
    action: { href: '/wallet/add', label: 'Save Amazon Pay' },
  },
  disconnected: {
    tone: 'warning',
    title: 'Amazon Pay isn’t connected any more',
    text: 'Nothing was charged. You approved it at Amazon, but the connection has been removed since. You can save it again.',
    action: AGAIN,
  },
}

const ANEW = { href: '/wallet/add', label: 'Start again' }

/** The same for what is saved on Stripe's hosted page, where a card will do as well. */
export const hostedWords: Record<ReturnState, Words> = {
  ...setupWords,
  saved: {
    tone: 'success',
    title: 'It’s saved',
    text: 'Nothing was charged. What you chose is in your wallet now.',
    action: WALLET,
  },
  confirming: {
    tone: 'info',
    title: 'Confirming with Stripe',
    text: 'Nothing was charged. This usually takes a few seconds. You can close this page: your wallet will show the result.',
    action: WALLET,
  },
  unknown: {
    tone: 'warning',
    title: 'We’re not sure yet',
    text: 'Nothing was charged. We can’t reach our payment provider to see whether anything was saved, and we keep checking.',
    action: WALLET,
  },
  ready: {
    tone: 'info',
    title: 'You haven’t finished at Stripe',
    text: 'Nothing was saved and nothing was charged. You can go on where you left off for a day.',
    action: { href: '/wallet/add', label: 'Choose another way' },
  },
  declined: {
    tone: 'danger',
    title: 'It wasn’t saved',
    text: 'Nothing was charged. It wasn’t approved this time. You can start again.',
    action: ANEW,
  },
  canceled: {
    tone: 'info',
    title: 'This page at Stripe has closed',
    text: 'Nothing was charged and nothing was saved. Such a page stays open for a day. You can start a new one whenever you like.',
    action: ANEW,
  },
  disconnected: {
    tone: 'warning',
    title: 'It isn’t connected any more',
    text: 'Nothing was charged. You saved it at Stripe, but the connection has been removed since. You can save it again.',
    action: ANEW,
  },
}
