import type { Shown } from '../channel'
import type { CardForm } from './card-form'
import { make } from './dom'
import { drawAccordion } from './draw-accordion'
import { drawTabs } from './draw-tabs'
import { methodsOf, type MethodType } from './methods'
import { drawPanel } from './draw-panel'
import { textsFor } from './texts'

export type Drawing = {
  shown: Shown
  selected: MethodType | undefined
  form: CardForm
  choose: (type: MethodType | undefined) => void
}

/** What the layouts draw: a way to choose, and for each method what belongs under it. */
export type Layout = Drawing & { methods: MethodType[]; panel: (type: MethodType) => HTMLElement }

export type Drawn = {
  key: string
  focus: () => void
  forgetError: () => void
  select: (type: MethodType | undefined) => void
}

/** Draws the element into `root`, anew only when something other than the choice has changed. */
export function drawElement(root: HTMLElement, drawing: Drawing, drawn: Drawn | undefined): Drawn {
  const key = keyOf(drawing.shown)
  if (drawn?.key === key) {
    drawn.select(drawing.selected)
    return drawn
  }
  const { shown } = drawing
  if (!shown.session) {
    root.replaceChildren(...(shown.failed || shown.group.loader === 'never' ? [] : [skeleton()]))
    return { key, focus: () => {}, forgetError: () => {}, select: () => {} }
  }
  return { key, ...drawMethods(root, drawing) }
}

function drawMethods(root: HTMLElement, drawing: Drawing): Omit<Drawn, 'key'> {
  const { shown, form } = drawing
  const error = lastError(shown)
  // Before the form moves to its new place.
  const resume = keepPlace(root)
  const panel = (type: MethodType) => drawPanel(type, { shown, form })
  const layout: Layout = { ...drawing, methods: methodsOf(shown), panel }
  const { element, select, focus } = layoutOf(shown) === 'accordion' ? drawAccordion(layout) : drawTabs(layout)
  root.replaceChildren(...(error ? [error] : []), element)
  select(drawing.selected)
  resume()
  return { select, focus, forgetError: () => error?.remove() }
}

/** Somebody may be typing while the shop asks for what has changed: afterwards they are where they were. */
function keepPlace(root: HTMLElement): () => void {
  const { activeElement: held } = document
  // A frame that has not the focus must not take it.
  if (!document.hasFocus() || !(held instanceof HTMLElement) || !root.contains(held)) return () => {}
  const [from, to] = held instanceof HTMLInputElement ? [held.selectionStart, held.selectionEnd] : []
  return () => {
    const there = held.isConnected ? held : document.getElementById(held.id)
    there?.focus({ preventScroll: true })
    if (there instanceof HTMLInputElement) there.setSelectionRange(from ?? null, to ?? null)
  }
}

/** `auto` is up to Stripe; here it means tabs. */
function layoutOf({ options: { layout } }: Shown): 'tabs' | 'accordion' {
  const type = typeof layout === 'object' ? layout.type : layout
  return type === 'accordion' ? 'accordion' : 'tabs'
}

function keyOf({ group, options, session, failed }: Shown): string {
  return JSON.stringify([group.locale, group.loader, options, session, failed])
}

/** Why the attempt before this visit failed, as Stripe says it. */
function lastError({ session, group }: Shown): HTMLElement | undefined {
  const error = session?.payment_intent?.last_payment_error ?? session?.setup_intent?.last_setup_error
  if (!error) return undefined
  return make('p', { class: 'Error LastError', role: 'alert' }, error.message ?? textsFor(group.locale).failed)
}

function skeleton(): HTMLElement {
  const bar = () => make('div', { class: 'Skeleton' })
  return make('div', { 'aria-hidden': 'true', class: 'Loader' }, bar(), bar(), bar())
}
