import type { Belongings } from '@/lib/contracts/auth'

/** What a guest has in words, such as "2 orders and 1 saved Amazon Pay". */
export function belongingsWords({ orders, methods }: Belongings): string {
  const counted = [orders > 0 && counting(orders, 'order'), methods > 0 && counting(methods, 'saved payment method')]
  return counted.filter(Boolean).join(' and ')
}

/** The same as the subject of a sentence about what has happened to it. */
export function belongingsWere(belongings: Belongings): string {
  const isOne = belongings.orders + belongings.methods === 1
  return `${belongingsWords(belongings)} ${isOne ? 'was' : 'were'}`
}

function counting(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
