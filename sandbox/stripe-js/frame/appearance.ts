import type { Appearance } from '@stripe/stripe-js'
import { allowedRules, allowedVariables } from '../appearance-rules'
import { THEMES } from './themes'

const sheet = new CSSStyleSheet()

/**
 * docs.stripe.com/elements/appearance-api: a theme, then the shop's variables, then its rules. Values are set one by one
 * through the object model, so that none of them can become anything but a value.
 */
export function applyAppearance(appearance: Appearance | undefined): void {
  document.adoptedStyleSheets = [sheet]
  while (sheet.cssRules.length) sheet.deleteRule(0)
  const theme = THEMES[appearance?.theme ?? 'stripe'] ?? THEMES.stripe
  setAll(
    ':root',
    Object.entries({ ...THEMES.stripe, ...theme }).map(([name, value]) => [`--${name}`, value]),
  )
  setAll(
    ':root',
    allowedVariables(appearance, ignore).map(([name, value]) => [`--${name}`, value]),
  )
  document.documentElement.dataset.theme = appearance?.theme ?? 'stripe'
  document.documentElement.dataset.labels = appearance?.labels ?? 'auto'
  document.documentElement.dataset.inputs = appearance?.inputs ?? 'spaced'
  document.documentElement.toggleAttribute('data-still', appearance?.disableAnimations === true)
  for (const { selector, name, value } of allowedRules(appearance, ignore)) setAll(selector, [[kebab(name), value]])
}

function setAll(selector: string, values: [name: string, value: string][]): void {
  const rule = sheet.cssRules[sheet.insertRule(`${selector} {}`, sheet.cssRules.length)]
  if (!(rule instanceof CSSStyleRule)) return
  for (const [name, value] of values) rule.style.setProperty(name, value)
}

/** The page has warned about it already. */
function ignore(): void {}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
