import { dayOf } from '@/components/ui/time'
import type { PlanDto } from '@/lib/contracts/subscriptions'
import { nextPeriod, trialEnd } from '@/lib/domain/billing-period'
import { formatMoney, type Money } from '@/lib/domain/money'

type Price = Money & Pick<PlanDto, 'interval'>

/** What a plan costs, such as "$12.00 a month". */
export function priceOf({ interval, ...money }: Price): string {
  return `${formatMoney(money)} a ${interval}`
}

/** When a plan that is begun at `now` is charged, and how much: read before anything is pressed. */
export function chargesOf({ trialDays, interval, ...money }: Price & Pick<PlanDto, 'trialDays'>, now: Date): string {
  const price = formatMoney(money)
  if (trialDays !== null) {
    const first = dayOf(trialEnd(now, trialDays))
    return `Free until ${first}. Then ${price} on that day and every ${interval} after it, until you cancel.`
  }
  const next = dayOf(nextPeriod(now, interval))
  return `${price} today, then ${price} every ${interval} until you cancel. The next payment is on ${next}.`
}
