import { isReady } from '@/lib/server/http/readiness'

/** GET /readyz: this process can serve customers, which takes the database. Never asks Stripe. */
export async function GET(): Promise<Response> {
  const ready = await isReady()
  return new Response(ready ? 'ok\n' : 'database unavailable\n', {
    status: ready ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  })
}
