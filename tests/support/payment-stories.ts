import { oneOf, randomFor } from '../campaign/random'
import { type Act, type ActName, ACTS } from './payment-story-acts'

/** What may happen to one order, in the order in which it happens. */
export type Story = { drawn: number; hasAccount: boolean; holds: boolean; hears: boolean; acts: Act[] }

// What there is without which nothing else can happen comes more often.
const NAMES = Object.keys(ACTS) as ActName[] // Object.keys forgets the names it was given.
const OFTEN: ActName[] = [
  'a browser confirms',
  'a browser confirms',
  'we confirm',
  'the customer approves',
  'the customer approves',
  'the customer declines',
  'an event',
  'an event',
  'a worker',
]

/** From 10 to 20 acts that depend on nothing but the seed and the story's number. */
export function drawStory(seed: number, number: number): Story {
  const random = randomFor(seed, `story ${number}`)
  const begins: Act = {
    do: oneOf(random, ['a browser confirms', 'we confirm', 'a browser starts']),
    drawn: random(),
    blind: false,
  }
  const acts = Array.from({ length: 9 + Math.floor(random() * 11) }, () => ({
    do: oneOf(random, [...NAMES, ...OFTEN]),
    drawn: random(),
    blind: random() < 0.1,
  }))
  const given = { hasAccount: random() < 0.5, holds: random() < 0.4, hears: random() < 0.75 }
  return { drawn: random(), ...given, acts: [begins, ...acts] }
}

/** A story in one line. */
export function wordsOf({ hasAccount, holds, hears, acts }: Story): string {
  const who = hasAccount ? 'a customer' : 'a guest'
  const said = acts.map(
    ({ do: name, drawn, blind }) => `${name} (${drawn.toFixed(3)}${blind ? ', Stripe unread' : ''})`,
  )
  return `${who}, ${holds ? 'a hold' : 'a payment'}, ${hears ? 'all' : 'few'} webhooks: ${said.join(' → ')}`
}
