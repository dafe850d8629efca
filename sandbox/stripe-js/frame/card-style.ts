import type { StripeElementStyle } from '@stripe/stripe-js'
import { HARMLESS } from '../appearance-rules'

const PROPERTIES: Record<string, string> = {
  backgroundColor: 'background-color',
  color: 'color',
  fontFamily: 'font-family',
  fontSize: 'font-size',
  fontSmoothing: '-webkit-font-smoothing',
  fontStyle: 'font-style',
  fontVariant: 'font-variant',
  fontWeight: 'font-weight',
  letterSpacing: 'letter-spacing',
  lineHeight: 'line-height',
  padding: 'padding',
  textAlign: 'text-align',
  textDecoration: 'text-decoration',
  textShadow: 'text-shadow',
  textTransform: 'text-transform',
}
const STATES = { base: '', complete: '.is-complete', empty: '.is-empty', invalid: '.is-invalid' } as const
const PSEUDO = [':hover', ':focus', '::placeholder', '::selection', ':-webkit-autofill', ':disabled']

const sheet = new CSSStyleSheet()

/** docs.stripe.com/js/appendix/style: what a shop may say about the text of the older elements. */
export function applyCardStyle(style: StripeElementStyle | undefined): void {
  document.adoptedStyleSheets = [sheet]
  while (sheet.cssRules.length) sheet.deleteRule(0)
  for (const [state, suffix] of Object.entries(STATES)) {
    // The members of a style are plain objects of properties, and of such objects again.
    const variant = style?.[state as keyof typeof STATES] as Record<string, unknown> | undefined
    if (!variant) continue
    setAll(`.InputElement${suffix}`, variant)
    for (const pseudo of PSEUDO) {
      const nested = variant[pseudo]
      if (typeof nested === 'object' && nested !== null) setAll(`.InputElement${suffix}${pseudo}`, nested)
    }
  }
}

function setAll(selector: string, values: object): void {
  const rule = sheet.cssRules[sheet.insertRule(`${selector} {}`, sheet.cssRules.length)]
  if (!(rule instanceof CSSStyleRule)) return
  for (const [name, value] of Object.entries(values)) {
    const property = PROPERTIES[name]
    const text = String(value)
    if (property && typeof value !== 'object' && HARMLESS.test(text)) rule.style.setProperty(property, text)
  }
}
