import type { Outcomes, Settings } from '../../../control-types'
import type { WorldView } from '../../../view-types'
import { button, el, type Child } from './dom'
import { SETTING_GROUPS, type SettingWords } from './setting-words'

type Name = keyof Settings

/** Those that a group of radio buttons shows already. */
const SHOWN = new Set<string>(['nextSetup', 'nextPayment', 'nextOffSession', 'nextRefund'])

/** Every setting as a field that takes effect when it is left, and says when it is not the default. */
export function settingFields({ settings, defaults }: WorldView): Child[] {
  const named = new Set(SETTING_GROUPS.flatMap(([, group]) => Object.keys(group)))
  const others = Object.keys(settings).filter((name) => !named.has(name) && !SHOWN.has(name))
  const rest = Object.fromEntries(others.map((name) => [name, ['']]))
  const groups = others.length > 0 ? [...SETTING_GROUPS, ['Others', rest] as const] : SETTING_GROUPS
  return groups.map(([title, group]) =>
    el(
      'fieldset',
      { class: 'settings', 'data-key': `settings:${title}` },
      el('legend', {}, title),
      // The words are typed with the settings' names; those without words come from the settings themselves.
      ...Object.entries(group).map(([name, words]) => row(name as Name, words as SettingWords, { settings, defaults })),
    ),
  )
}

function row(name: Name, words: SettingWords, { settings, defaults }: Pick<WorldView, 'settings' | 'defaults'>): Child {
  const value = asText(settings[name])
  const usual = asText(defaults[name])
  const id = `setting-${name}`
  return el(
    'div',
    { class: value === usual ? 'setting' : 'setting changed', 'data-key': name },
    el('label', { for: id }, el('span', { class: 'id' }, name), el('small', {}, words[0])),
    control({ id, name, value, options: optionsOf(settings[name], words) }),
    value === usual
      ? el('small', { class: 'default' }, 'default')
      : button('Default', `set:${name}=${usual}`, {
          title: `Back to ${usual}`,
          'aria-label': `${name} back to ${usual}`,
        }),
  )
}

type Control = { id: string; name: string; value: string; options: string[] }

function control({ id, name, value, options }: Control): HTMLElement {
  const action = { id, 'data-action': `set:${name}`, 'data-key': `field:${name}` }
  if (options.length === 0)
    return el('input', { ...action, type: 'text', value, spellcheck: 'false', autocomplete: 'off' })
  const offered = options.map((word) => el('option', { value: word, selected: word === value, 'data-key': word }, word))
  return el('select', action, ...offered)
}

function optionsOf(value: unknown, [, ...options]: SettingWords): string[] {
  return typeof value === 'boolean' ? ['true', 'false'] : options
}

/** A word as it is, everything else as JSON. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/**
 * One setting as somebody has typed it: a word where a word was, else JSON. Rejects with one sentence what is neither; the
 * sandbox decides about the rest.
 */
export function changed(settings: Settings | undefined, name: string, text: string): Outcomes {
  const before = settings?.[name as Name]
  return { [name]: typeof before === 'string' ? text.trim() : parsed(text, before) } as Outcomes
}

function parsed(text: string, before: unknown): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`“${text}” is not a value such as ${asText(before)}.`)
  }
}
