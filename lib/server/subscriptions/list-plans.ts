import 'server-only'
import type { PlanDto } from '@/lib/contracts/subscriptions'
import { toPlanDto } from './dto'
import { listPlanRows, listTried } from './store'

/** What the shop sells again and again; a customer who has had a plan's free trial is not offered it again. */
export async function listPlans(customerId: string | null): Promise<PlanDto[]> {
  const [plans, tried] = await Promise.all([listPlanRows(), customerId ? listTried(customerId) : new Set<string>()])
  return plans.map((plan) => toPlanDto(plan, tried.has(plan.id)))
}
