import { el } from './dom'
import type { Model } from './model'

/** The worlds to choose from. Disabled while there is nothing to choose. */
export function pickerView({ worlds, summary }: Model): HTMLElement {
  const list = worlds ?? []
  const options = list.map(({ suffix }) =>
    el('option', { value: suffix, 'data-key': suffix, selected: suffix === summary?.suffix }, suffix),
  )
  if (options.length === 0) options.push(el('option', { value: '' }, worlds === null ? 'Loading…' : 'None yet'))
  return el('select', { id: 'worlds', disabled: list.length === 0 }, ...options)
}
