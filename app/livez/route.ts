/** GET /livez: this process answers. Looks at nothing else, so that a database outage does not restart it. */
export function GET(): Response {
  return new Response('ok\n', { headers: { 'cache-control': 'no-store' } })
}
