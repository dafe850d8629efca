import { el, type Attributes } from './dom'

type Options = Attributes & { hint?: string }

/** A labelled field; the hint is read out with it. */
export function field(name: string, label: string, { hint, ...input }: Options = {}): HTMLElement {
  return labelled(label, el('input', { type: 'text', name, autocomplete: 'off', spellcheck: 'false', ...input }), hint)
}

/** A labelled choice between words; the first is chosen. */
export function pick(name: string, label: string, options: readonly (readonly [string, string])[]): HTMLElement {
  const offered = options.map(([value, words]) => el('option', { value }, words))
  return labelled(label, el('select', { name }, ...offered))
}

function labelled(label: string, control: HTMLElement, hint?: string): HTMLElement {
  return el('label', { class: 'field' }, el('span', {}, label), control, hint !== undefined && el('small', {}, hint))
}
