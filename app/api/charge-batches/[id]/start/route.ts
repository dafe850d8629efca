import { startBatchBody } from '@/lib/contracts/charge-batches'
import { idParams } from '@/lib/contracts/setups'
import { parseSum } from '@/lib/domain/money'
import { startBatch } from '@/lib/server/charge-batches/start-batch'
import { viewBatch } from '@/lib/server/charge-batches/view-batch'
import { merchantRoute } from '@/lib/server/http/route'
import { seeOther } from '@/lib/server/http/see-other'

/** POST /api/charge-batches/{id}/start: charges a draft's good lines, if the merchant says right how many and how much. */
export const POST = merchantRoute(
  { params: idParams, body: startBatchBody, form: fromForm, formPage: /^\/console\/charges\/[0-9a-f-]{36}$/ },
  async ({ merchant, params: { id }, body: confirmed, requestId, isForm }) => {
    await startBatch({ id, confirmed, merchant, requestId })
    return isForm ? seeOther(`/console/charges/${id}`) : Response.json(await viewBatch(id, merchant))
  },
)

// A field per currency, such as sum:usd=5760.00. What is no amount is not what the list comes to either.
function fromForm({ count = '', again, ...fields }: Record<string, string>): unknown {
  const sums = Object.entries(fields).flatMap(([name, typed]) => {
    const currency = name.startsWith('sum:') ? name.slice(4) : null
    return currency === null ? [] : [[currency, parseSum(typed, currency) ?? Number.NaN] as const]
  })
  return {
    count: /^\d{1,5}$/.test(count.trim()) ? Number(count) : Number.NaN,
    sums: Object.fromEntries(sums),
    ...(again === 'true' && { again: true }),
  }
}
