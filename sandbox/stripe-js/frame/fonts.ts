import type { StripeElementsOptions } from '@stripe/stripe-js'

/** Loads the shop's own fonts, if it named them one by one; a whole style sheet is not imitated. */
export function loadFonts(fonts: StripeElementsOptions['fonts']): void {
  for (const font of fonts ?? []) {
    if (!('family' in font)) continue
    const { family, src, display = 'auto', style = 'normal', weight = 'normal' } = font
    const face = new FontFace(family, src, { display: display as FontDisplay, style, weight })
    document.fonts.add(face)
    // A font that does not come leaves the text in the next one of the family's list.
    face.load().catch(() => {})
  }
}
