import { requireCronSecret } from '@/lib/server/http/cron-secret'
import { publicRoute } from '@/lib/server/http/route'
import { drain } from '@/lib/server/jobs/drain'

/** POST /api/jobs/drain: the worker's work for hosts without long-lived processes; call it every minute. */
export const POST = publicRoute(async (request) => {
  requireCronSecret(request)
  return Response.json(await drain())
})
