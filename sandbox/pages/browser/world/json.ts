import { el } from './dom'

/** Where an id leads, as an address; undefined when it leads nowhere. */
export type LinkTo = (id: string) => string | undefined

/** The same links, save to the object that is being looked at. */
export function elsewhere(linkTo: LinkTo, here: string): LinkTo {
  return (id) => (id === here ? undefined : linkTo(id))
}

/** JSON to read: indented, coloured, and every id of this world a link to its object. */
export function jsonView(value: unknown, linkTo: LinkTo): HTMLElement {
  const pre = el('pre', { class: 'json', tabindex: '0', 'aria-label': 'JSON' })
  append(pre, value, { depth: 0, linkTo })
  return pre
}

type Context = { depth: number; linkTo: LinkTo }

function append(parent: HTMLElement, value: unknown, context: Context): void {
  if (typeof value === 'object' && value !== null) return appendMembers(parent, value, context)
  const text = JSON.stringify(value) ?? 'undefined'
  const href = typeof value === 'string' ? context.linkTo(value) : undefined
  parent.append(href ? el('a', { href }, text) : el('span', { class: kindOf(value) }, text))
}

function appendMembers(parent: HTMLElement, value: object, { depth, linkTo }: Context): void {
  const list = Array.isArray(value)
  const members = Object.entries(value)
  const [open, close] = list ? ['[', ']'] : ['{', '}']
  if (members.length === 0) return parent.append(open + close)
  const indent = '  '.repeat(depth + 1)
  parent.append(open)
  members.forEach(([key, member], index) => {
    parent.append(`${index ? ',' : ''}\n${indent}`)
    if (!list) parent.append(el('span', { class: 'name' }, JSON.stringify(key)), ': ')
    append(parent, member, { depth: depth + 1, linkTo })
  })
  parent.append(`\n${'  '.repeat(depth)}${close}`)
}

function kindOf(value: unknown): string {
  return typeof value === 'string' ? 'string' : value === null ? 'nothing' : 'literal'
}
