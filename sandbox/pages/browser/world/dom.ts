export type Child = Node | string | false | null | undefined
export type Attributes = Record<string, string | boolean | undefined>

/** Makes an element. Text only ever becomes a text node, so no value of a world can turn into markup. */
export function el(tag: string, attributes: Attributes = {}, ...children: Child[]): HTMLElement {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value)
  }
  for (const child of children) if (child) element.append(child)
  return element
}

/** A button that does `action`, written `name:value`. The one click listener of the page reads it. */
export function button(label: string, action: string, attributes: Attributes = {}): HTMLElement {
  return el('button', { type: 'button', 'data-action': action, 'data-key': action, ...attributes }, label)
}
