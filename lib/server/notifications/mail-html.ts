import 'server-only'
import type { Mail } from './write-mail'

/**
 * The same mail as HTML. One plain layout for all of them, so it is written here: a library of e-mail components would
 * bring React and a renderer into the worker for six elements. No pictures, no scripts, nothing to load.
 */
export function mailHtml({ title, lead, facts, link, from }: Mail): string {
  const rows = facts.map(
    ({ name, value }) => `<tr><th ${NAME}>${escaped(name)}</th><td ${VALUE}>${escaped(value)}</td></tr>`,
  )
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 sans-serif">
<h1 style="font-size:20px;line-height:1.3">${escaped(title)}</h1>
<p>${escaped(lead)}</p>
<table style="border-collapse:collapse">
${rows.join('\n')}
</table>
<p><a href="${escaped(link.url)}">${escaped(link.label)}</a></p>
<p>${escaped(from)}</p>
</body>
</html>
`
}

const NAME = 'scope="row" style="padding:4px 16px 4px 0;text-align:left;vertical-align:top;font-weight:normal"'
const VALUE = 'style="padding:4px 0;vertical-align:top"'

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(words: string): string {
  return words.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}
