import type { WorldView } from '../../../view-types'
import { button, el } from './dom'
import { dueView } from './due'
import { duration, utc } from './format'
import type { LinkTo } from './json'

const STEPS: [string, number][] = [
  ['+1 min', 60],
  ['+10 min', 600],
  ['+1 h', 3_600],
  ['+1 day', 86_400],
  ['+7 days', 604_800],
  ['+30 days', 2_592_000],
]

/** The world's clock. It only goes forward, so there is no way back but a reset. */
export function clockView(world: WorldView, linkTo: LinkTo): HTMLElement {
  const { clock } = world
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
    dueView(world, linkTo),
  )
}

/** Unix seconds of the world's clock at this moment, without asking. */
export function nowOf(offsetSeconds: number): number {
  return Date.now() / 1000 + offsetSeconds
}
