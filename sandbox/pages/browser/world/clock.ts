import type { WorldState } from '../../../control-types'
import { button, el } from './dom'
import { duration, utc } from './format'

const STEPS: [string, number][] = [
  ['+1 min', 60],
  ['+10 min', 600],
  ['+1 h', 3_600],
  ['+1 day', 86_400],
  ['+7 days', 604_800],
]

/** The world's clock. It only goes forward, so there is no way back but a reset. */
export function clockView({ clock }: WorldState): HTMLElement {
  const ahead =
    clock.offsetSeconds >= 1 ? `${duration(clock.offsetSeconds)} ahead of real time` : 'in step with real time'
  return el(
    'section',
    { class: 'clock', 'aria-labelledby': 'clock-title' },
    el('h2', { id: 'clock-title' }, 'Clock'),
    el('p', { class: 'time' }, el('span', { id: 'now' }, utc(nowOf(clock.offsetSeconds))), ' UTC'),
    el('p', { class: 'muted' }, ahead),
    el(
      'div',
      { class: 'steps', role: 'group', 'aria-label': 'Move the clock ahead' },
      ...STEPS.map(([label, seconds]) => button(label, `advance:${seconds}`)),
    ),
  )
}

/** Unix seconds of the world's clock at this moment, without asking. */
export function nowOf(offsetSeconds: number): number {
  return Date.now() / 1000 + offsetSeconds
}
