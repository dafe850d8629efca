import type { Blows } from './blows'
import { checkAftermath } from './checkers/aftermath'
import type { Evidence } from './checkers/evidence'
import { type Check, check } from './checkers/findings'
import { checkHistory } from './checkers/history'
import { checkLedger } from './checkers/ledger'
import { checkOnce } from './checkers/once'
import { checkSameState } from './checkers/same-state'
import type { Controlled } from './controls'
import type { CampaignOptions } from './options'
import type { Settled } from './settle'
import type { Shop } from './shop'
import type { TakeUp } from './take-up'

/** All that is known about a run once it is over. */
export type Ran = {
  evidence: Evidence
  settled: Settled
  blows: Blows
  takeUp: TakeUp
  /** What a stopped process had in hand and nobody has touched since. */
  stillLeft: string[]
  chargingSeconds: number
  /** The part of the calls that something befell while that was switched on. */
  struckShare: number
}

/** What a stopped process had in hand has to go on within this time. */
const TAKE_UP_SECONDS = 35
/** Some calls cannot be struck: a GET has no key to conflict about, and a refusal is no failure. */
const LEAST_SHARE = 0.8

/** Every statement about the run that has to hold. */
export function judge(ran: Ran, shop: Shop, options: CampaignOptions): Check[] {
  const { evidence, settled } = ran
  return [
    ...checkOnce(evidence),
    ...checkSameState(evidence),
    ...checkLedger(evidence),
    check('C4 nothing is open, waiting or given up', [...evidence.rows.open.map(({ id }) => id), ...settled.open]),
    ...checkHistory(evidence),
    ...checkAftermath(evidence),
    checkTakeUp(ran),
    check(
      'no process ended by itself',
      shop.deaths.map(({ name, how, lastLines }) => `${name} (${how}): ${lastLines.slice(-3).join(' | ')}`),
    ),
    check(
      'no client met an internal error',
      [...evidence.answers.troubles.keys()].filter((trouble) => trouble.startsWith('500')),
    ),
    checkBroken(ran, options),
  ]
}

/** The controls charge twice; a checker that does not see it proves nothing. */
export function judgeControls(controls: Controlled[]): Check[] {
  return controls.map(({ name, doubles }) => {
    return check(`the checker catches control ${name}`, doubles > 0 ? [] : ['no order was paid twice'])
  })
}

function checkTakeUp({ takeUp, stillLeft }: Ran): Check {
  const late = takeUp.taken.filter(({ seconds }) => seconds > TAKE_UP_SECONDS)
  return check(`what a stopped process had in hand went on within ${TAKE_UP_SECONDS} s`, [
    ...late.map(({ by, seconds }) => `${seconds.toFixed(1)} s after the ${by} was stopped`),
    ...stillLeft,
  ])
}

function checkBroken({ blows, struckShare }: Ran, { kills, crashes, faults }: CampaignOptions): Check {
  const { web, worker, database, freeze } = blows.struck
  return check('all that was to be broken was broken', [
    ...(web + worker < kills ? [`${web + worker} of ${kills} kills`] : []),
    ...(database < crashes ? [`${database} of ${crashes} crashes`] : []),
    ...(kills > 0 && freeze < 1 ? ['no worker was frozen with work in hand'] : []),
    ...(struckShare < faults * LEAST_SHARE ? [`${(struckShare * 100).toFixed(1)} % of the calls were faulty`] : []),
  ])
}
