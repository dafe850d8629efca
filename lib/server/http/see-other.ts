import 'server-only'

/** A 303 to a path of ours. Relative, so that no Host header can send anybody elsewhere. */
export function seeOther(path: string, query: Record<string, string> = {}): Response {
  const search = new URLSearchParams(query).toString()
  const separator = path.includes('?') ? '&' : '?'
  const location = search ? `${path}${separator}${search}` : path
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}
