import type { Outcomes } from '../../../control-types'
import type { DashboardAction } from '../../../dashboard'
import { nowOf } from './clock'
import { actAtDashboard, advanceClock, changeOutcomes, changeWebhooks, resetWorld, setFaults } from './control'
import { duration } from './format'
import { ROWS } from './model'
import { routeTo } from './route'
import type { Session } from './session'
import { added, disorderOf, seedOf, without } from './forms'
import { changed } from './setting-fields'

/** What was done, for screen readers; nothing when there is nothing to say or it was refused. */
type Announcement = string | undefined
export type Command = (session: Session, value: string) => void | Promise<Announcement>

/** What the page's buttons do, by the first part of their `data-action`; the value is the rest. */
export const commands: Record<string, Command> = {
  toggle({ model }, id) {
    if (model.summary) location.hash = routeTo(model.summary.suffix, model.section, id === model.openId ? null : id)
  },
  more: async (session) => {
    session.change({ rows: session.model.rows + ROWS })
    await session.refresh()
    return undefined
  },
  dismiss: (session) => session.change({ refused: null }),
  copy,

  advance: (session, seconds) =>
    session.act({
      action: `advance:${seconds}`,
      work: (key) => advanceClock(key, Number(seconds)),
      done: `The clock moved ${duration(Number(seconds))} ahead.`,
    }),
  'advance-to': (session, at) => {
    const seconds = Math.max(1, Number(at) - Math.floor(nowOf(session.model.world?.clock.offsetSeconds ?? 0)))
    return session.act({
      action: `advance-to:${at}`,
      work: (key) => advanceClock(key, seconds),
      done: `The clock moved ${duration(seconds)} ahead.`,
    })
  },
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
  roll: (session, value) => {
    const [endpoint = '', seconds = '0'] = value.split(':')
    return session.act({
      action: `roll:${value}`,
      work: (key) => changeWebhooks(key, { rollSecret: endpoint, expiresInSeconds: Number(seconds) }),
      done: 'The endpoint has a new signing secret.',
    })
  },
  outcome: (session, value) =>
    session.act({
      action: `outcome:${value}`,
      work: (key) => changeOutcomes(key, outcomeOf(value)),
      done: 'Noted for the next one.',
    }),
  set: (session, value) => {
    const [, name = '', text = ''] = /^(\w+)=(.*)$/s.exec(value) ?? []
    return session.act({
      action: `set:${name}`,
      work: (key) => changeOutcomes(key, changed(session.model.world?.settings, name, text)),
      done: `${name} is set.`,
    })
  },
  'add-fault': (session, value) =>
    session.act({
      action: 'add-fault',
      work: (key) => setFaults(key, { rules: added(session.model.world, value), seed: seedOf(value) }),
      done: 'The rule was added. Counting begins anew.',
    }),
  'remove-fault': (session, index) =>
    session.act({
      action: `remove-fault:${index}`,
      work: (key) => {
        const { world } = session.model
        return setFaults(key, { rules: without(world, Number(index)), seed: world?.faults.seed ?? 0 })
      },
      done: 'The rule was removed. Counting begins anew.',
    }),
  disorder: (session, value) =>
    session.act({
      action: 'disorder',
      work: (key) => changeWebhooks(key, disorderOf(value)),
      done: 'New deliveries follow this.',
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
