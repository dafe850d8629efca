import type { Appearance } from '@stripe/stripe-js'

/** docs.stripe.com/elements/appearance-api#rules: what a shop may style, and how. */
export type Rule = { selector: string; name: string; value: string }

const PARTS =
  'AccordionItem|Action|Block|BlockDivider|CheckboxInput|CheckboxLabel|Dropdown|DropdownItem|Error|Input|InputDivider|' +
  'Label|Link|MenuAction|MenuIcon|PickerAction|PickerItem|RadioIcon|RadioIconInner|RadioIconOuter|RedirectText|' +
  'SecondaryLink|Switch|Tab|TabIcon|TabLabel|TermsLink|TermsText'
const SELECTOR = new RegExp(`^\\.(${PARTS})(--[a-z]+)*(::?[a-z-]+)*( \\.(${PARTS})(--[a-z]+)*)?$`)

const BOX = ['', 'Top', 'Right', 'Bottom', 'Left']
const PROPERTIES = new Set([
  ...BOX.flatMap((side) => [`margin${side}`, `padding${side}`, `border${side}`]),
  ...BOX.flatMap((side) => ['Color', 'Style', 'Width'].map((what) => `border${side}${what}`)),
  ...['TopLeft', 'TopRight', 'BottomRight', 'BottomLeft', ''].map((corner) => `border${corner}Radius`),
  ...['backgroundColor', 'boxShadow', 'color', 'fill', 'fillOpacity', 'gap', 'opacity', 'transition'],
  ...['outline', 'outlineColor', 'outlineOffset', 'outlineStyle', 'outlineWidth'],
  ...['fontFamily', 'fontSize', 'fontVariant', 'fontWeight', 'letterSpacing', 'lineHeight'],
  ...['textDecoration', 'textShadow', 'textTransform'],
  ...['-moz-osx-font-smoothing', '-webkit-font-smoothing', '-webkit-text-fill-color'],
])

/** A value may not fetch anything, nor end the rule it stands in. */
export const HARMLESS = /^(?!.*(url\(|image-set\(|@|\/\*|[{};\\]))/is

/** The rules that may be applied; `refused` hears about each of the others, in words. */
export function allowedRules(appearance: Appearance | undefined, refused: (why: string) => void): Rule[] {
  const all = Object.entries(appearance?.rules ?? {})
  return all.flatMap(([selector, styles]) => {
    if (!SELECTOR.test(selector)) {
      refused(`${selector} is not a supported selector.`)
      return []
    }
    return Object.entries(styles).flatMap(([name, value]) => {
      if (!PROPERTIES.has(name)) refused(`${name} in ${selector} is not a supported property.`)
      else if (typeof value !== 'string' || !HARMLESS.test(value))
        refused(`${name} in ${selector} has a value that is not supported.`)
      else return [{ selector, name, value }]
      return []
    })
  })
}

/** The variables that may be set, likewise. */
export function allowedVariables(
  appearance: Appearance | undefined,
  refused: (why: string) => void,
): [string, string][] {
  return Object.entries(appearance?.variables ?? {}).filter(([name, value]) => {
    const allowed = /^[a-zA-Z0-9]+$/.test(name) && typeof value === 'string' && HARMLESS.test(value)
    if (!allowed) refused(`the variable ${name} has a name or value that is not supported.`)
    return allowed
  })
}
