import { performance } from 'node:perf_hooks'
import type { Processes } from '../../scripts/launcher/processes.mjs'
import type { Counts } from '../../scripts/testing/counts.mjs'
import { Blows } from './blows'
import { gather } from './checkers/evidence'
import { type Answers, askForAll, noAnswers } from './clients'
import { runControls } from './controls'
import { disturbWebhooks, shareOfFaults, switchOffTrouble, switchOnFaults } from './faults'
import type { CampaignOptions } from './options'
import { drawOrders, type Order } from './orders'
import { type Browser, saveCustomers, signUpMerchant } from './people'
import { keep, print } from './report'
import { settle } from './settle'
import { openShop, type Shop } from './shop'
import { figures, heading } from './table'
import { TakeUp } from './take-up'
import { until } from './until'
import { judge, judgeControls, type Ran } from './verdict'

const CUSTOMERS = 24
const DECLINED = 0.1
/** Fewer would leave to chance whether the milder of the two controls charges anybody twice. */
const CONTROL_ORDERS = 800
/** When clients give up: this long, and so much more for every charge and every blow. */
const PATIENCE = { seconds: 180, perCharge: 0.25, perBlow: 5 }
const PROGRESS_MS = 15_000

/**
 * Charges many orders while everything goes wrong that can, then asks Stripe's stand-in and the database whether each was
 * charged exactly once. Prints what it found; counts the statements that hold and those that do not.
 */
export async function runCampaign(processes: Processes, options: CampaignOptions): Promise<Counts> {
  const began = performance.now()
  const shop = await openShop(processes, options.workers)
  try {
    const ran = await run(shop, options)
    const wanted = { ...options, sandboxUrl: shop.sandboxUrl, orders: CONTROL_ORDERS }
    const controls = options.controls ? await runControls(wanted) : []
    const checks = [...judge(ran, shop, options), ...judgeControls(controls)]
    print([...heading(options, began), ...figures({ ran, shop, controls })], checks, options)
    const failed = checks.filter(({ offenders }) => offenders.length > 0).length
    if (failed > 0) keep(ran.evidence)
    return { passed: checks.length - failed, failed, skipped: 0 }
  } finally {
    await shop.close()
  }
}

async function run(shop: Shop, options: CampaignOptions): Promise<Ran> {
  const { charges, seed, faults, kills, crashes } = options
  const { control } = shop
  await control.outcomes({ journalLimit: 1_000_000, offSessionDeclineShare: DECLINED, offSessionDeclineSeed: seed })
  const merchant = await signUpMerchant(shop)
  const orders = drawOrders(charges, await saveCustomers(shop, CUSTOMERS), seed)
  const takeUp = new TakeUp(shop.database)
  const blows = new Blows(shop, takeUp, { orders: charges, kills, crashes, seed })
  const answers = noAnswers()
  await disturbWebhooks(control, seed)
  await switchOnFaults(control, faults, seed)

  const began = Date.now()
  const clients = startClients({ shop, merchant, orders, answers, blows }, options)
  await blows.strike(() => answers.begun, clients.deadline)
  await until(() => clients.isDone() || answers.begun === charges, (clients.deadline - Date.now()) / 1000)
  const chargingSeconds = (Date.now() - began) / 1000
  const struckShare = await shareOfFaults(control)

  await switchOffTrouble(control)
  const settled = await settle(shop, { clientsDone: clients.isDone, takenUp: () => takeUp.isDone })
  await clients.ended
  const stillLeft = (await takeUp.end()).map(({ id, by }) => `${id} (${by})`)
  const evidence = await gather(shop, { orders, answers })
  return { evidence, settled, blows, takeUp, stillLeft, chargingSeconds, struckShare }
}

type Clients = { shop: Shop; merchant: Browser; orders: Order[]; answers: Answers; blows: Blows }

function startClients(clients: Clients, { charges, kills, crashes, clients: count }: CampaignOptions) {
  const { shop, blows, answers, ...rest } = clients
  const patience = PATIENCE.seconds + charges * PATIENCE.perCharge + (kills + crashes) * PATIENCE.perBlow
  const deadline = Date.now() + patience * 1000
  let isDone = false
  const progress = setInterval(() => {
    const { web, worker, database } = blows.struck
    console.log(
      `${answers.begun} of ${charges} sent, ${answers.told.length} answered, ${web + worker + database} stopped`,
    )
  }, PROGRESS_MS)
  const ended = askForAll({ ...rest, answers, origin: shop.origin, count, deadline, mayBegin: blows.mayBegin }).finally(
    () => {
      isDone = true
      clearInterval(progress)
    },
  )
  return { ended, deadline, isDone: () => isDone }
}
