const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text made safe for an element's content and for a quoted attribute alike. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

/** An address fit for `href`, escaped; undefined for schemes that would run code in this page's name. */
export function safeHref(url: string): string | undefined {
  // Browsers ignore spaces and control characters around and inside a scheme, so they are dropped before looking.
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url.replace(/[\u0000-\u0020]/g, ''))?.[1]?.toLowerCase()
  return scheme && ['javascript', 'data', 'vbscript'].includes(scheme) ? undefined : escapeHtml(url)
}
