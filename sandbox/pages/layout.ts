import { createHash } from 'node:crypto'
import { escapeHtml } from './html'
import { tokens } from './tokens'

export type Page = {
  title: string
  /** HTML, every value in it already escaped. */
  body: string
  style: string
  /** Path of the one script the page may run. Without it the page runs none at all. */
  script?: string
}

/** A whole document of the sandbox, to be sent with the policy of its style and script. */
export function renderPage({ title, body, style, script }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${ICON}">
<style>${tokens}${style}</style>
${script ? `<script src="${escapeHtml(script)}" defer></script>` : ''}
</head>
<body>
<div class="stripes" aria-hidden="true"></div>
${body}
</body>
</html>
`
}

/**
 * The Content-Security-Policy of such a document: it allows this very style sheet and nothing that is not named here, so
 * that a value which slipped through unescaped could still run nothing.
 */
export function policyFor({ style, script, forms }: Pick<Page, 'style' | 'script'> & { forms?: string }): string {
  const hash = createHash('sha256')
    .update(tokens + style)
    .digest('base64')
  const scripts = script ? "script-src 'self'; connect-src 'self'; " : ''
  return `default-src 'none'; ${scripts}style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action ${forms ?? "'none'"}; frame-ancestors 'none'`
}

/** Three stacked bars, teal on graphite. */
const ICON =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#12181b"/>' +
      '<path d="M7 9h18M7 16h12M7 23h15" stroke="#5fd0c5" stroke-width="4" stroke-linecap="round"/></svg>',
  )
