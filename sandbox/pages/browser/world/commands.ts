import type { Outcomes } from '../../../control-types'
import type { DashboardAction } from '../../../dashboard'
import { actAtDashboard, advanceClock, changeOutcomes, changeWebhooks, resetWorld } from './control'
import { duration } from './format'
import { ROWS } from './model'
import { routeTo } from './route'
import type { Session } from './session'

/** What was done, for screen readers; nothing when there is nothing to say or it was refused. */
type Announcement = string | undefined
export type Command = (session: Session, value: string) => void | Promise<Announcement>

/** What the page's buttons do, by the first part of their `data-action`; the value is the rest. */
export const commands: Record<string, Command> = {
  toggle({ model }, id) {
    if (model.summary) location.hash = routeTo(model.summary.suffix, model.section, id === model.openId ? null : id)
  },
  more: (session) => session.change({ rows: session.model.rows + ROWS }),
  dismiss: (session) => session.change({ refused: null }),
  copy,

  advance: (session, seconds) =>
    session.act({
      action: `advance:${seconds}`,
      work: (key) => advanceClock(key, Number(seconds)),
      done: `The clock moved ${duration(Number(seconds))} ahead.`,
    }),
  pause: (session) =>
    session.act({
      action: 'pause',
      work: (key) => changeWebhooks(key, { pause: true }),
      done: 'Deliveries are paused.',
    }),
  resume: (session) =>
    session.act({ action: 'resume', work: (key) => changeWebhooks(key, { resume: true }), done: 'Deliveries go on.' }),
  drop: (session, value) =>
    session.act({
      action: `drop:${value}`,
      work: (key) => changeWebhooks(key, { drop: value === 'on' }),
      done: value === 'on' ? 'New events are being lost.' : 'No event is lost any more.',
    }),
  replay: (session, id) =>
    session.act({
      action: `replay:${id}`,
      work: (key) => changeWebhooks(key, { replay: id }),
      done: 'The event was sent again.',
    }),
  outcome: (session, value) =>
    session.act({
      action: `outcome:${value}`,
      work: (key) => changeOutcomes(key, outcomeOf(value)),
      done: 'Noted for the next one.',
    }),
  dashboard: (session, value) =>
    session.act({ action: `dashboard:${value}`, work: (key) => actAtDashboard(key, actionOf(value)), done: 'Done.' }),
  reset: (session, value) =>
    session.act({
      action: 'reset',
      work: (key) => resetWorld(key, value === 'everything'),
      done: 'The world was reset.',
    }),
}

/** `nextSetup:decline`. The radio buttons of settings.ts offer these words and no others. */
function outcomeOf(value: string): Outcomes {
  const [name = '', word = ''] = value.split(':')
  return { [name]: word } as Outcomes
}

/** `refund=py_…&amount=600`, as the buttons of object-actions.ts have it; they offer these actions and no others. */
function actionOf(value: string): DashboardAction {
  const { amount, ...words } = Object.fromEntries(new URLSearchParams(value))
  return { ...words, ...(amount !== undefined && { amount: Number(amount) }) } as DashboardAction
}

async function copy(session: Session, value: string): Promise<Announcement> {
  try {
    await navigator.clipboard.writeText(value)
    return 'Copied.'
  } catch {
    session.change({ refused: 'The browser did not allow copying. Select the text instead.' })
    return undefined
  }
}
