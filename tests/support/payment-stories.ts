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
  const drawAct = (names: readonly ActName[]): Act => ({
    do: oneOf(random, names),
    drawn: random(),
    blind: random() < 0.1,
  })
  const begins = drawAct(['a browser confirms', 'we confirm', 'a browser starts'])
  const acts = Array.from({ length: 8 + Math.floor(random() * 11) }, () => drawAct([...NAMES, ...OFTEN]))
  // Most customers pay soon: what can happen to paid orders is the longer part of the list.
  acts.splice(Math.floor(random() * 5), 0, drawAct(random() < 0.8 ? ['the customer approves'] : OFTEN))
  const given = { hasAccount: random() < 0.5, holds: random() < 0.4, hears: random() < 0.75 }
  return { drawn: random(), ...given, acts: [{ ...begins, blind: false }, ...acts] }
}

/** A story in one line. */
export function wordsOf({ hasAccount, holds, hears, acts }: Story): string {
  const who = hasAccount ? 'a customer' : 'a guest'
  const said = acts.map(
    ({ do: name, drawn, blind }) => `${name} (${drawn.toFixed(3)}${blind ? ', Stripe unread' : ''})`,
  )
  return `${who}, ${holds ? 'a hold' : 'a payment'}, ${hears ? 'all' : 'few'} webhooks: ${said.join(' → ')}`
}
