import type { Settings, WorldState } from '../../../control-types'
import { button, el, type Child } from './dom'
import { jsonView, type LinkTo } from './json'
import type { Model } from './model'

const OUTCOMES: [Settings['nextSetup'], string, string][] = [
  ['succeed', 'It succeeds', 'as a real approval does'],
  ['decline', 'It is declined', 'once, although the customer approves'],
  ['processing', 'It is processing for a while', 'once, then it succeeds'],
  ['late', 'It succeeds late', 'once: the customer is back before Stripe knows'],
]

/** What becomes of the next setup, everything else that can be set, and the way back to an empty world. */
export function settingsView({ busy }: Model, world: WorldState, linkTo: LinkTo): Child[] {
  // What was just chosen stays chosen while the sandbox is being told.
  const chosen = busy?.startsWith('outcome:') ? busy.slice('outcome:'.length) : world.settings.nextSetup
  return [
    el(
      'fieldset',
      { class: 'choices' },
      el('legend', {}, 'When the next customer authorizes a setup'),
      ...OUTCOMES.map((outcome) => choice(outcome, chosen)),
    ),
    el('h3', {}, 'All settings'),
    el(
      'p',
      { class: 'muted' },
      'What Stripe does not document is a setting here. Change them with POST /_sandbox/outcomes.',
    ),
    jsonView(world.settings, linkTo),
    el('h3', {}, 'Start over'),
    el('p', { class: 'muted' }, 'Empties this world and no other. The shop’s own database is not touched.'),
    button('Reset this world…', 'ask-reset', { class: 'danger' }),
  ]
}

function choice([value, label, hint]: (typeof OUTCOMES)[number], chosen: string): HTMLElement {
  const input = {
    type: 'radio',
    name: 'next-setup',
    value,
    'data-action': `outcome:${value}`,
    checked: value === chosen,
  }
  return el(
    'label',
    { 'data-key': `outcome:${value}` },
    el('input', input),
    el('span', {}, label),
    el('small', {}, hint),
  )
}
