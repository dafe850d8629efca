import { moveClock } from './business-clock'
import { newMerchant } from './charging'
import { inBatches } from './in-batches'
import { newBuyer, newOrder, offers } from './payment-people'
import { emptyWorld, sayProgress } from './payment-runs'
import type { Story } from './payment-stories'
import { act } from './payment-story-acts'
import { sweepAll, tellRest } from './payment-story-elsewhere'
import { workOwn } from './payment-story-jobs'
import type { Scene } from './payment-story-people'
import { endOf } from './payment-story-rules'
import { control } from './saving'
import type { OrderState } from '@/lib/domain/payment-status'
import { db } from '@/lib/server/db'

const IN_ONE_WORLD = 24
const AT_ONCE = 6
/** Leaving out one act after the other is tried so often. */
const SHORTENED = 60

/** How a story ended, and what does not hold about it. */
export type Told = { story: Story; state: OrderState; broken: string[] }

/** Tells stories, each with an order of its own. */
export async function tellAll(stories: readonly Story[]): Promise<Told[]> {
  const told: Told[] = []
  for (let from = 0; from < stories.length; from += IN_ONE_WORLD) {
    told.push(...(await inOneWorld(stories.slice(from, from + IN_ONE_WORLD))))
    sayProgress(told.length, stories.length)
  }
  return told
}

/** The same story with as few acts as it takes for something not to hold. */
export async function shortened(told: Told): Promise<Told> {
  let shortest = told
  for (let at = told.story.acts.length - 1, tries = 0; at >= 0 && tries < SHORTENED; at--, tries++) {
    const acts = shortest.story.acts.toSpliced(at, 1)
    const [again] = await tellAll([{ ...shortest.story, acts }])
    if (again && again.broken.length > 0) shortest = again
  }
  return shortest
}

async function inOneWorld(stories: readonly Story[]): Promise<Told[]> {
  await emptyWorld()
  const shop = { all: await offers(), merchant: await newMerchant() }
  const ended = new Map<Story, Ended>()
  await inBatches(stories, AT_ONCE, async (story) => {
    const scene = await begin(story, shop)
    ended.set(story, { scene, wrong: await play(scene, story) })
  })
  await settleAll([...ended])
  const { objects } = await control.state()
  return Promise.all(
    [...ended].map(async ([story, { scene, wrong }]) => {
      const { state, broken } = await endOf(scene.orderId, objects)
      return { story, state, broken: [...wrong, ...broken] }
    }),
  )
}

type Shop = { all: Awaited<ReturnType<typeof offers>>; merchant: Scene['merchant'] }

async function begin({ holds, hasAccount }: Story, { all, merchant }: Shop): Promise<Scene> {
  const offer = all.get(holds ? 'moon-landing' : 'orbit-hop')
  if (!offer) throw new Error('The shop does not sell that.')
  const buyer = await newBuyer(hasAccount)
  return { orderId: await newOrder(buyer, offer), buyer, merchant, page: null, told: new Set(), seen: new Map() }
}

type Ended = { scene: Scene; wrong: string[] }

// Twice: in between, whoever is still at Amazon has been there for too long, and nobody is waited for any more.
async function settleAll(ended: [Story, Ended][]): Promise<void> {
  for (const isLater of [false, true]) {
    if (isLater) await moveClock(700)
    await inBatches(ended, AT_ONCE, async ([{ drawn, hears }, { scene, wrong }]) => {
      wrong.push(...(await thrownBy(() => rest(scene, { drawn, few: !hears }))))
      wrong.push(...(await leftAnEnd(scene, 'the rest')))
    })
  }
}

// What went wrong on the way.
async function play(scene: Scene, { acts }: Story): Promise<string[]> {
  const wrong: string[] = []
  for (const each of acts) {
    wrong.push(...(await thrownBy(() => act(scene, each))))
    wrong.push(...(await leftAnEnd(scene, each.do)))
  }
  return wrong
}

async function thrownBy(work: () => Promise<void>): Promise<string[]> {
  try {
    await work()
    return []
  } catch (error) {
    return [`threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`]
  }
}

// Everything still to come: commands, webhooks unless they were lost, the sweep; and what comes of those.
async function rest(scene: Scene, news: { drawn: number; few: boolean }): Promise<void> {
  for (let turn = 0; turn < 2; turn++) {
    await workOwn(scene.orderId)
    await tellRest(scene, news)
    await sweepAll(scene.orderId)
  }
  await workOwn(scene.orderId)
}

// An end is never left, and what was charged never changes.
async function leftAnEnd({ orderId, seen }: Scene, name: string): Promise<string[]> {
  const select = { id: true, status: true, amountReceived: true } as const
  return (await db().payment.findMany({ where: { orderId }, select })).flatMap(({ id, status, amountReceived }) => {
    const [before, now] = [seen.get(id), `${status} ${amountReceived}`]
    seen.set(id, now)
    const isEnd = before !== undefined && /^(succeeded|canceled)/.test(before)
    return isEnd && before !== now ? [`${name} turned ${before} into ${now}`] : []
  })
}
