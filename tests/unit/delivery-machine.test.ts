import fc from 'fast-check'
import { expect, it } from 'vitest'
import { walk } from '../support/random-walk'
import type { Delivery } from '@/sandbox/control-types'
import { type DeliveryCommand, changeDelivery } from '@/sandbox/machines/delivery'

const waiting: Delivery = {
  id: 'delivery_1',
  event: 'evt_1',
  endpoint: 'we_1',
  status: 'pending',
  nextTryAt: 5,
  tries: [],
}
const tried = (status: number | null, retryAt: number | null): DeliveryCommand => {
  return { do: 'try', result: { at: 5, milliseconds: 1, status, error: null }, retryAt }
}

it('a delivery is tried until it succeeds, fails for good or is dropped, and forgets no try', () => {
  const { taken, refused, reached } = walk<Delivery, DeliveryCommand>({
    starts: [waiting],
    commands: fc.constantFrom<DeliveryCommand>(
      { do: 'wait', until: 9 },
      { do: 'drop' },
      tried(200, 9),
      tried(302, 9),
      tried(500, null),
      tried(null, 9),
    ),
    step: changeDelivery,
    wrong: (after, before, command) => [
      ...(['succeeded', 'failed'].includes(before.status) ? ['went on after its end'] : []),
      ...(before.status === 'dropped' && after.status === 'pending' ? ['came back'] : []),
      ...(after.nextTryAt !== null && after.status !== 'pending' ? ['is tried again after its end'] : []),
      ...(after.tries.length === before.tries.length + (command.do === 'try' ? 1 : 0) ? [] : ['forgot a try']),
      ...((after.status === 'succeeded') === (after.tries.at(-1)?.status === 200) ? [] : ['succeeded otherwise']),
    ],
  })
  expect([...taken].sort()).toEqual([...refused].sort())
  expect(new Set(reached.map(({ status }) => status)).size).toBe(4)
})
