import type { LayoutObject } from '@stripe/stripe-js'
import type { Shown } from '../channel'
import type { Layout } from './draw-element'
import { make, setAttributes } from './dom'
import { focusNeighbour } from './focus-neighbour'
import type { MethodType } from './methods'
import { textsFor, type Texts } from './texts'

type Laid = { element: HTMLElement; select: (type: MethodType | undefined) => void; focus: () => void }
type Item = { type: MethodType; button: HTMLElement; panel: HTMLElement; element: HTMLElement }

/** One method under the other, the chosen one unfolded. Up to `visibleAccordionItemsCount`, the rest behind "More". */
export function drawAccordion(layout: Layout): Laid {
  const { methods, choose, shown } = layout
  const { spacedAccordionItems: spaced, visibleAccordionItemsCount: visible = 5 } = accordionOf(shown)
  const items = methods.map((type) => accordionItem(type, layout))
  const hidden = visible > 0 ? items.slice(visible) : []
  const element = make(
    'div',
    { class: `Accordion${spaced ? ' Accordion--spaced' : ''}` },
    ...items.filter((item) => !hidden.includes(item)).map((item) => item.element),
    ...(hidden.length ? [moreButton(hidden, textsFor(shown.group.locale))] : []),
  )
  element.addEventListener('keydown', (event) => {
    focusNeighbour(event, [...element.querySelectorAll<HTMLElement>('.AccordionButton')])
  })
  for (const { type, button } of items) button.addEventListener('click', () => choose(type))
  const select = (selected: MethodType | undefined) => items.forEach((item) => unfold(item, item.type === selected))
  const chosen = () => items.find(({ button }) => button.getAttribute('aria-expanded') === 'true') ?? items[0]
  return { element, select, focus: () => chosen()?.button.focus() }
}

function accordionItem(type: MethodType, { panel, methods, shown }: Layout): Item {
  const { radios = 'auto' } = accordionOf(shown)
  const radio = radios === 'if_multiple' ? methods.length > 1 : radios !== 'never' && String(radios) !== 'false'
  const button = make(
    'button',
    {
      type: 'button',
      id: `${type}-tab`,
      class: 'AccordionButton',
      'data-testid': type,
      'aria-controls': `${type}-panel`,
    },
    ...(radio ? [make('span', { class: 'RadioIcon', 'aria-hidden': 'true' })] : []),
    textsFor(shown.group.locale).methods[type],
  )
  const labelled = { role: 'region', 'aria-labelledby': `${type}-tab` }
  const content = make('div', { id: `${type}-panel`, class: 'Panel', ...labelled }, panel(type))
  return { type, button, panel: content, element: make('div', { class: 'AccordionItem' }, button, content) }
}

function moreButton(hidden: Item[], texts: Texts): HTMLElement {
  const more = make('button', { type: 'button', class: 'AccordionButton AccordionMore' }, texts.more)
  more.addEventListener('click', () => {
    more.replaceWith(...hidden.map((item) => item.element))
    hidden[0]?.button.focus()
  })
  return more
}

function unfold({ button, panel, element }: Item, chosen: boolean): void {
  setAttributes(button, { 'aria-expanded': String(chosen) })
  element.classList.toggle('AccordionItem--selected', chosen)
  panel.hidden = !chosen
}

function accordionOf({ options: { layout } }: Shown): Partial<LayoutObject> {
  return typeof layout === 'object' ? layout : {}
}
