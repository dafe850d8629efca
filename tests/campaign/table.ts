import { cpus } from 'node:os'
import { performance } from 'node:perf_hooks'
import type { Evidence } from './checkers/evidence'
import { orphans } from './checkers/same-state'
import type { Controlled } from './controls'
import type { CampaignOptions } from './options'
import { commandOf, commit, downTimes, faultsByKind, type Figure, takeUpTimes, tally } from './report'
import type { Shop } from './shop'
import type { Ran } from './verdict'

/** What ran, where, and how long. */
export function heading(options: CampaignOptions, began: number): Figure[] {
  return [
    ['Command', commandOf(options)],
    ['Seed, commit', `${options.seed}, ${commit()}`],
    ['Machine', `${cpus().length} cores, Node ${process.versions.node}`],
    ['Duration', `${((performance.now() - began) / 1000).toFixed(0)} s`],
  ]
}

/** What was counted. */
export function figures({ ran, shop, controls }: { ran: Ran; shop: Shop; controls: Controlled[] }): Figure[] {
  const { evidence } = ran
  return [
    ...ofCharges(ran),
    ...ofCalls(ran),
    ...ofBlows(ran),
    ['Ended by themselves', String(shop.deaths.length)],
    ['Clients met', tally(evidence.answers.troubles)],
    ['Logged', tally(shop.complaints)],
    ['Intents left behind', `${orphans(evidence)}, none ever confirmed`],
    ['Balance', balance(evidence)],
    ...controls.map(controlFigure),
  ]
}

function ofCharges({ evidence, chargingSeconds, settled }: Ran): Figure[] {
  const { answers, orders } = evidence
  const told = (state: string) => answers.told.filter((each) => each.state === state).length
  const outcomes = `${told('paid')} paid, ${told('declined')} declined`
  const settling = `${settled.seconds.toFixed(0)} s (${settled.clockSeconds} s by the clock) to settle`
  return [
    ['Charges', `${orders.length} asked for ${answers.sent} times: ${outcomes}`],
    ['While it was broken', `${chargingSeconds.toFixed(0)} s, then ${settling}`],
  ]
}

function ofCalls({ evidence, struckShare }: Ran): Figure[] {
  const { journal, world, orders } = evidence
  const replays = journal.filter(({ replayed }) => replayed).length
  const struck = journal.filter(({ fault }) => fault).length
  const lost = world.deliveries.filter(({ status }) => status === 'dropped').length
  const again = world.deliveries.filter(({ tries }) => tries.length > 1).length
  const perCharge = (journal.length / orders.length).toFixed(1)
  const share = `${(100 * struckShare).toFixed(1)} % while it was broken`
  return [
    ['Calls to Stripe', `${journal.length} (${perCharge} per charge), ${replays} answered from memory`],
    ['Faulty calls', `${struck} (${share}): ${tally(faultsByKind(journal))}`],
    [
      'Webhooks',
      `${world.deliveries.length} of ${world.events.length} events: ${lost} lost, ${again} tried more than once`,
    ],
  ]
}

function ofBlows({ blows, takeUp }: Ran): Figure[] {
  const { web, worker, database, freeze } = blows.struck
  const killed = `web ${web} times, workers ${worker} times, PostgreSQL ${database} times`
  return [
    ['Killed', `${killed}; ${freeze} worker frozen until its lease had run out`],
    ['Back again after', downTimes(blows.down)],
    ['Taken up again', takeUpTimes(takeUp.taken)],
  ]
}

function balance({ world }: Evidence): string {
  return Object.entries(world.balance)
    .map(([currency, { net }]) => `${net} ${currency}`)
    .join(', ')
}

function controlFigure({ name, orders, doubles }: Controlled): Figure {
  return [`Control ${name}`, `${doubles} of ${orders} orders paid twice (${((100 * doubles) / orders).toFixed(1)} %)`]
}
