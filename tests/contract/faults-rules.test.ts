import { describe, expect, it } from 'vitest'
import type { FaultRule } from '../../sandbox/faults-rules'
import { create } from './faulted-requests'
import { kill, sandboxProgram } from './sandbox-process'
import { type TestWorld, choose, confirmedSetup, sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()
const program = sandboxProgram()

describe('a rule', () => {
  const statuses = async (world: TestWorld, paths: string[]) => {
    const answers: number[] = []
    for (const path of paths) answers.push((await world.raw(path)).status)
    return answers
  }

  it('strikes only the requests it matches', async () => {
    const world = newWorld()
    const { id } = await create(world)
    const of = async (match: NonNullable<FaultRule['match']>) => {
      await world.control.faults([{ kind: 'error_503', match }])
      return statuses(world, [
        '/v1/customers',
        `/v1/customers/${id}`,
        `/v1/customers/${id}/payment_methods`,
        '/v1/events',
      ])
    }
    expect(await of({})).toEqual([503, 503, 503, 503])
    expect(await of({ method: 'POST' })).toEqual([200, 200, 200, 200])
    expect(await of({ path: '/v1/customers' })).toEqual([503, 200, 200, 200])
    expect(await of({ path: '/v1/customers/:id' })).toEqual([200, 503, 200, 200])
    expect(await of({ path: '/v1/customers/*' })).toEqual([200, 503, 503, 200])
    expect(await of({ path: '/v1/customers*' })).toEqual([503, 503, 503, 200])
    expect(await of({ method: 'GET', path: '/v1/customers/:id/payment_methods' })).toEqual([200, 200, 503, 200])
  })

  it('strikes so often, after so many', async () => {
    const world = newWorld()
    await world.control.faults([{ kind: 'error_503', afterSkipping: 2, count: 3 }])
    expect(await statuses(world, Array<string>(7).fill('/v1/customers'))).toEqual([200, 200, 503, 503, 503, 200, 200])
    expect((await world.control.faultState()).rules).toMatchObject([{ matched: 7, struck: 3 }])
    await world.control.faults([])
    expect((await world.control.faultState()).rules).toEqual([])
    expect(await statuses(world, ['/v1/customers'])).toEqual([200])
  })

  it('strikes the share it names, the same requests for the same seed, others for another', async () => {
    const run = async (seed: number) => {
      const world = newWorld()
      await world.control.faults([{ kind: 'error_503', probability: 0.25 }], seed)
      return statuses(world, Array<string>(200).fill('/v1/account'))
    }
    const [one, same, other] = [await run(7), await run(7), await run(8)]
    expect(one.filter((status) => status === 503)).toHaveLength(SHARE_OF_SEED_7)
    expect(same).toEqual(one)
    expect(other).not.toEqual(one)
  })

  it('comes after those before it, and each decides for itself', async () => {
    const world = newWorld()
    const strikes = async (rules: FaultRule[]) => {
      await world.control.faults(rules, 3)
      return statuses(world, Array<string>(40).fill('/v1/account'))
    }
    const [first, second]: FaultRule[] = [
      { kind: 'error_502', probability: 0.3 },
      { kind: 'error_503', probability: 0.3 },
    ]
    const both = await strikes([first as FaultRule, second as FaultRule])
    const alone = await strikes([first as FaultRule])
    expect(both.map((status) => (status === 503 ? 200 : status))).toEqual(alone)
    expect(both).toContain(503)
  })

  it('sees the same faults again after a reset', async () => {
    const world = newWorld()
    await world.control.faults([{ kind: 'error_503', probability: 0.5 }], 11)
    const before = await statuses(world, Array<string>(30).fill('/v1/account'))
    await world.control.reset()
    expect(await statuses(world, Array<string>(30).fill('/v1/account'))).toEqual(before)
    await world.control.reset(true)
    expect(await world.control.faultState()).toEqual({ seed: 0, rules: [] })
  })

  it('belongs to one world and never to its controls or pages', async () => {
    const [world, other] = [newWorld(), newWorld()]
    const { page } = await confirmedSetup(world)
    await world.control.faults([{ kind: 'error_503' }])
    expect((await other.raw('/v1/customers')).status).toBe(200)
    expect((await world.control.state()).objects.customers).toHaveLength(1)
    await choose(page, 'Authorize Test Setup')
    expect((await world.control.state()).objects.setup_intents[0]?.status).toBe('succeeded')
  })

  it('is refused when it says what no rule says', async () => {
    const { control } = newWorld()
    const wrong = [
      { kind: 'error_418' },
      { kind: 'delay' },
      { kind: 'error_503', milliseconds: 5 },
      { kind: 'error_503', probability: 2 },
      { kind: 'error_503', match: { path: '/pages' } },
      { kind: 'drop_after', shouldRetry: true },
    ]
    for (const rule of wrong) await expect(control.faults([rule as FaultRule])).rejects.toThrow('refused faults')
    expect((await control.faultState()).rules).toEqual([])
  })

  it('goes on where it was after the sandbox was killed', async () => {
    const dataDir = program.newDataDir()
    const before = await program.start(dataDir)
    await before.world.control.faults([{ kind: 'error_503', afterSkipping: 1, count: 2 }])
    expect(await statuses(before.world, ['/v1/account', '/v1/account'])).toEqual([200, 503])
    await kill(before.process)
    const { world } = await program.start(dataDir)
    expect(await statuses(world, ['/v1/account', '/v1/account'])).toEqual([503, 200])
    expect((await world.control.faultState()).rules).toMatchObject([{ matched: 4, struck: 2 }])
  })
})

/** How many of 200 draws of seed 7 fall below a quarter. */
const SHARE_OF_SEED_7 = 48
