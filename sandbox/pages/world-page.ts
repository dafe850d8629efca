import { browserScript } from './browser-script'
import { policyFor, renderPage } from './layout'
import { worldFormStyle } from './world-form-style'
import { worldStyle } from './world-style'
import { worldTableStyle } from './world-table-style'

const SCRIPT = '/assets/world.js'
const STYLE = worldStyle + worldTableStyle + worldFormStyle

export const worldPagePolicy = policyFor({ style: STYLE, script: SCRIPT })

/** What the page at `/` loads besides itself, by path. Bodies are made on first use. */
export const worldAssets: Record<string, { type: string; body: string }> = {
  [SCRIPT]: {
    type: 'text/javascript; charset=utf-8',
    get body() {
      return browserScript('world', new URL('./browser/world.ts', import.meta.url))
    },
  },
}

/**
 * The page at `/`: a world's objects, events, deliveries, requests and clock. It holds no data itself; its script
 * reads everything from `/_sandbox/*`, so there is no value to escape here.
 */
export function renderWorldPage(): string {
  return renderPage({
    title: 'Sandbox: Stripe’s test mode on your machine',
    style: STYLE,
    script: SCRIPT,
    body: `<a class="skip" href="#world">Skip to the world</a>
<header class="bar">
<h1>Sandbox <span>Stripe’s test mode on your machine</span></h1>
<label for="worlds">World</label>
<select id="worlds" disabled><option value="">Loading…</option></select>
</header>
<noscript><p class="problem">This page needs JavaScript. The sandbox itself works without it.</p></noscript>
<main id="world" class="world" aria-busy="true"><p class="empty">Reading the world…</p></main>
<p id="announcer" class="hidden" role="status"></p>
${RESET_DIALOG}`,
  })
}

const RESET_DIALOG = `<dialog id="reset" aria-labelledby="reset-title">
<form method="dialog">
<h2 id="reset-title">Reset this world?</h2>
<p>Its objects, events and requests are deleted, and its clock returns to real time. Webhook endpoints and settings stay.</p>
<label class="check"><input type="checkbox" id="everything"> <span>Delete webhook endpoints and settings too</span></label>
<div class="answers">
<button value="" autofocus>Keep it</button>
<button value="reset" class="danger">Reset</button>
</div>
</form>
</dialog>`
