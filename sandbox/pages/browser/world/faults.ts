import type { FaultRule } from '../../../faults-rules'
import type { WorldView } from '../../../view-types'
import { button, el, type Child } from './dom'
import { field, pick } from './form'

type Counted = WorldView['faults']['rules'][number]

/** The rules by which requests go wrong, and a form for one more. */
export function faultsView({ account, faults: { rules, seed } }: WorldView): Child[] {
  return [
    rules.length === 0
      ? el('p', { class: 'empty', 'data-key': 'none' }, 'Nothing goes wrong. Add a rule, then send requests.')
      : el('ol', { class: 'rules', 'data-key': 'rules' }, ...rules.map((rule, index) => ruleView(rule, index))),
    rules.length > 0 &&
      el(
        'p',
        { class: 'muted', 'data-key': 'order' },
        `The first rule that strikes wins. Drawn with the seed ${seed}.`,
      ),
    ruleForm(account.id, seed),
  ]
}

function ruleView(rule: Counted, index: number): HTMLElement {
  const about = `${rule.match?.method ?? 'Every request'} ${rule.match?.path ?? (rule.match?.method ? 'anywhere' : '')}`
  return el(
    'li',
    { class: 'rule' },
    el(
      'div',
      {},
      el('p', {}, el('strong', { class: 'id' }, rule.kind), ` ${KINDS[rule.kind]}`),
      el('p', { class: 'muted id' }, about),
      el('p', { class: 'muted' }, [...limits(rule), `${rule.matched} met it, ${rule.struck} struck`].join(' · ')),
    ),
    button('Remove', `remove-fault:${index}`, { 'aria-label': `Remove ${rule.kind}` }),
  )
}

function limits(rule: Counted): string[] {
  const { probability, count, afterSkipping, shouldRetry, milliseconds, reason } = rule as Counted & {
    shouldRetry?: boolean
    milliseconds?: number
    reason?: string
  }
  return [
    milliseconds !== undefined && `${milliseconds} ms`,
    reason,
    probability !== undefined && `${Math.round(probability * 100)} % of them`,
    count !== undefined && `at most ${count}`,
    afterSkipping !== undefined && `after ${afterSkipping}`,
    shouldRetry !== undefined && `Stripe-Should-Retry: ${shouldRetry}`,
  ].filter((words) => typeof words === 'string')
}

/** The sandbox keeps what somebody has typed here over refreshes. */
function ruleForm(account: string, seed: number): HTMLElement {
  return el(
    'form',
    { class: 'panel form', 'data-action': 'add-fault', 'data-key': `add-fault:${account}`, 'data-keep': 'all' },
    el('h3', {}, 'Add a rule'),
    pick(
      'kind',
      'What goes wrong',
      Object.entries(KINDS).map(([kind, words]) => [kind, `${kind}: ${words}`]),
    ),
    pick('method', 'Requests', [
      ['', 'every method'],
      ...['GET', 'POST', 'DELETE'].map((each) => [each, each] as const),
    ]),
    field('path', 'Path', {
      placeholder: '/v1/payment_intents/:id/confirm',
      hint: 'empty: all; a * at the end: the rest',
    }),
    field('probability', 'Share of them', {
      type: 'number',
      min: '0',
      max: '1',
      step: 'any',
      hint: '0 to 1; empty: all',
    }),
    field('count', 'At most', { type: 'number', min: '1', hint: 'times; empty: no end' }),
    field('afterSkipping', 'After', { type: 'number', min: '0', hint: 'that pass unharmed' }),
    field('milliseconds', 'Delay', { type: 'number', min: '1', hint: 'milliseconds, for delay only' }),
    field('seed', 'Seed', { type: 'number', min: '0', value: String(seed), hint: 'the same seed repeats a run' }),
    el('button', { type: 'submit', class: 'primary' }, 'Add this rule'),
  )
}

/** What a client sees, and what happened. */
const KINDS: Record<FaultRule['kind'], string> = {
  delay: 'the answer comes later',
  drop_before: 'the connection closes, nothing was done',
  drop_after: 'the connection closes, everything was done',
  drop_mid_body: 'half an answer, everything was done',
  error_500_no_effect: 'nothing was done',
  error_500_with_effect: 'everything was done',
  error_502: 'nothing was done',
  error_503: 'nothing was done',
  error_504: 'nothing was done',
  rate_limit_429: 'too many requests, nothing was done',
  conflict_409: 'another request holds the key',
  wrong_account: 'an account that has nothing of this answers',
  forget_key: 'what its key did is done once more',
}
