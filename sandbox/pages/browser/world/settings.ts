import type { Settings } from '../../../control-types'
import type { WorldView } from '../../../view-types'
import { button, el, type Child } from './dom'
import { jsonView, type LinkTo } from './json'
import type { Model } from './model'
import { settingFields } from './setting-fields'

type Choice<Word> = [word: Word, label: string, hint: string]

const SETUPS: Choice<Settings['nextSetup']>[] = [
  ['succeed', 'It succeeds', 'as a real approval does'],
  ['decline', 'It is declined', 'once, although the customer approves'],
  ['processing', 'It is processing for a while', 'once, then it succeeds'],
  ['late', 'It succeeds late', 'once: the customer is back before Stripe knows'],
]

const PAYMENTS: Choice<Settings['nextPayment']>[] = [
  ['succeed', 'The payment succeeds', 'as a real approval does'],
  ['decline', 'The payment is declined', 'once, although the customer approves'],
  ['processing', 'The payment is processing for a while', 'once, then it succeeds'],
  ['late', 'The payment succeeds late', 'once: the customer is back before Stripe knows'],
]
const CHARGES: Choice<Settings['nextOffSession']>[] = [
  ['succeed', 'The charge succeeds', 'at once, as the mandate allows'],
  ['decline', 'The charge is declined', 'once, with HTTP 402'],
  ['processing', 'The charge is processing for a while', 'once, then it succeeds'],
  ['late_failure', 'The charge fails late', 'once: first processing, then declined'],
]
const REFUNDS: Choice<Settings['nextRefund']>[] = [
  ['succeed', 'The refund arrives', 'pending first, then at the customer’s'],
  ['late_failure', 'The refund fails late', 'once: the money comes back after a while'],
  ['stay_pending', 'The refund stays pending', 'once, until it is settled or failed here'],
]

/** What becomes of the next setup, payment and refund, everything else that can be set, and the way back to an empty world. */
export function settingsView({ busy }: Model, world: WorldView, linkTo: LinkTo): Child[] {
  const chosen = { ...world.settings, ...beingChosen(busy) }
  const choices = <Name extends Once>(name: Name, legend: string, offered: Choice<Settings[Name]>[]) =>
    el(
      'fieldset',
      { class: 'choices', 'data-key': name },
      el('legend', {}, legend),
      ...offered.map((each) => choice(name, each, chosen[name])),
    )
  return [
    choices('nextSetup', 'When the next customer authorizes a setup', SETUPS),
    choices('nextPayment', 'When the next customer authorizes a payment', PAYMENTS),
    choices('nextOffSession', 'When the next saved method is charged without its owner', CHARGES),
    choices('nextRefund', 'When the shop makes the next refund', REFUNDS),
    el('h3', {}, 'What Stripe does not say'),
    el('p', { class: 'muted' }, 'The best guess is the default. A change takes effect at once and stays.'),
    ...settingFields(world),
    el('h3', {}, 'All settings, as POST /_sandbox/outcomes takes them'),
    jsonView(world.settings, linkTo),
    el('h3', {}, 'Start over'),
    el('p', { class: 'muted' }, 'Empties this world and no other. The shop’s own database is not touched.'),
    button('Reset this world…', 'ask-reset', { class: 'danger' }),
  ]
}

type Once = 'nextSetup' | 'nextPayment' | 'nextOffSession' | 'nextRefund'

/** What was just chosen stays chosen while the sandbox is being told. */
function beingChosen(busy: string | null): Partial<Record<Once, string>> {
  const [, name, word] = /^outcome:(\w+):(\w+)$/.exec(busy ?? '') ?? []
  return name === undefined ? {} : { [name]: word }
}

function choice(name: Once, [word, label, hint]: Choice<string>, chosen: string | undefined): HTMLElement {
  const action = `outcome:${name}:${word}`
  const input = { type: 'radio', name, value: word, 'data-action': action, checked: word === chosen }
  return el('label', { 'data-key': action }, el('input', input), el('span', {}, label), el('small', {}, hint))
}
