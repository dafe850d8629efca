import type { Layout } from './draw-element'
import { make, setAttributes } from './dom'
import { focusNeighbour } from './focus-neighbour'
import type { MethodType } from './methods'
import { textsFor } from './texts'

type Laid = { element: HTMLElement; select: (type: MethodType | undefined) => void; focus: () => void }

/** Tabs by the pattern of WAI-ARIA: arrow keys move and choose. A single method needs no tab. */
export function drawTabs({ methods, panel, choose, shown }: Layout): Laid {
  const texts = textsFor(shown.group.locale)
  const alone = methods.length === 1
  const tabs = methods.map((type) =>
    make(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `${type}-tab`,
        class: 'Tab',
        'data-testid': type,
        'aria-controls': `${type}-panel`,
      },
      make('span', { class: 'TabLabel' }, texts.methods[type]),
    ),
  )
  const panels = methods.map((type) => tabPanel(type, panel(type), alone))
  const list = make('div', { role: 'tablist', class: 'TabList', 'aria-label': texts.choice }, ...tabs)
  list.addEventListener('click', ({ target }) => choose(typeOf(target)))
  list.addEventListener('keydown', (event) => {
    const next = focusNeighbour(event, tabs)
    if (next) choose(typeOf(next))
  })
  const select = (selected: MethodType | undefined) => {
    for (const [index, type] of methods.entries()) {
      const chosen = type === selected
      const reachable = chosen || (selected === undefined && index === 0)
      setAttributes(tabs[index] ?? list, { 'aria-selected': String(chosen), tabindex: reachable ? '0' : '-1' })
      tabs[index]?.classList.toggle('Tab--selected', chosen)
      if (panels[index]) panels[index].hidden = !chosen
    }
  }
  const focus = () => (tabs.find((tab) => tab.tabIndex === 0) ?? tabs[0])?.focus()
  return { element: make('div', { class: 'Tabs' }, ...(alone ? [] : [list]), ...panels), select, focus }
}

function tabPanel(type: MethodType, content: HTMLElement, alone: boolean): HTMLElement {
  const named = alone ? {} : { role: 'tabpanel', 'aria-labelledby': `${type}-tab` }
  return make('div', { id: `${type}-panel`, class: 'Panel', ...named }, content)
}

function typeOf(target: EventTarget | null): MethodType | undefined {
  const tab = target instanceof Element ? target.closest('[role=tab]') : null
  // Tabs are named after the method they stand for.
  return (tab?.getAttribute('data-testid') ?? undefined) as MethodType | undefined
}
