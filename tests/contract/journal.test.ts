import { describe, expect, it } from 'vitest'
import { sandboxForThisFile } from './sandbox-under-test'

const newWorld = sandboxForThisFile()

describe('the journal', () => {
  it('is read in pages from the beginning, or from a request on', async () => {
    const world = newWorld()
    for (let number = 0; number < 5; number += 1) await world.raw('/v1/account')
    const ids = (await world.control.journal()).map(({ id }) => id).reverse()
    const first = await world.control.journalPage({ after: 'start', limit: 2 })
    expect([first.requests.map(({ id }) => id), first.more]).toEqual([ids.slice(0, 2), true])
    const rest = await world.control.journalPage({ after: String(ids[1]), limit: 10 })
    expect([rest.requests.map(({ id }) => id), rest.more]).toEqual([ids.slice(2), false])
    const newest = await world.control.journalPage({ limit: 1 })
    expect([newest.requests.map(({ id }) => id), newest.more]).toEqual([ids.slice(4), true])
    expect((await world.control.wholeJournal(ids[3])).map(({ id }) => id)).toEqual(ids.slice(4))
    await expect(world.control.journalPage({ after: 'req_unknown' })).rejects.toThrow('does not hold req_unknown')
  })

  it('remembers as many requests as it is told to', async () => {
    const world = newWorld()
    await world.control.outcomes({ journalLimit: 100 })
    for (let number = 0; number < 130; number += 1) await world.raw(`/v1/customers?limit=${(number % 100) + 1}`)
    const requests = await world.control.wholeJournal()
    expect(requests).toHaveLength(100)
    expect(requests[0]?.params).toEqual({ limit: '31' })
    expect(requests.at(-1)?.params).toEqual({ limit: '30' })
  })
})
