import { oneOf, type Random, randomFor } from '../campaign/random'
import { COURSES, HAPPENINGS, PACES, type Plan, type Way } from './payment-orders'

/** How it usually goes. */
export function usualPlan(way: Way): Plan {
  return { way, pace: 'just before', news: COURSES[way].news.slice(-3), order: HAPPENINGS }
}

/** Every order of the seven, or so many drawn from them; which news are lost and how far Stripe is ahead is drawn as well. */
export function drawPlans(way: Way, { seed, count }: { seed: number; count: number }): Plan[] {
  const random = randomFor(seed, `orders of ${way}`)
  const all = permutations(HAPPENINGS)
  const orders = count >= all.length ? all : Array.from({ length: count }, () => oneOf(random, all))
  return orders.map((order) => ({ way, order, pace: oneOf(random, PACES), news: drawNews(way, random) }))
}

/** A plan in one line. */
export function wordsOf({ way, pace, news, order }: Plan): string {
  const told = order.map((one) => (one.startsWith('news') ? String(news[Number(one.at(-1)) - 1]?.[0]) : one))
  return `a customer who ${way}, what happens at Stripe ${pace}: ${told.join(' → ')}`
}

// Three of what Stripe tells, in its order; one of them at least is told at the end.
function drawNews(way: Way, random: Random): Plan['news'] {
  const { news, steps } = COURSES[way]
  const triples = news.flatMap((one, at) =>
    news.slice(at + 1).flatMap((other, more) => news.slice(at + more + 2).map((last) => [one, other, last])),
  )
  return oneOf(
    random,
    triples.filter((three) => three.some(([, after]) => after === steps.length)),
  )
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((first, at) => permutations(items.toSpliced(at, 1)).map((rest) => [first, ...rest]))
}
