export type Route = { suffix?: string | undefined; section?: string | undefined; openId?: string | undefined }

/** Which world, which section and which row are open is kept in the address, `#world/section/id`, so it can be shared. */
export function readRoute(hash: string): Route {
  const [suffix, section, openId] = hash.replace(/^#/, '').split('/').map(decode)
  return { suffix: suffix || undefined, section: section || undefined, openId: openId || undefined }
}

export function routeTo(suffix: string, section: string, openId?: string | null): string {
  const parts = openId ? [suffix, section, openId] : [suffix, section]
  return '#' + parts.map(encodeURIComponent).join('/')
}

/** A hand-typed address may hold a lone percent sign, which decodeURIComponent refuses. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
