import { expect, vi } from 'vitest'
import type { TestWorld } from './sandbox-under-test'
import { type Receiver, deliveriesOf } from './webhook-receiver'

export const numbers = (length: number) => Array.from({ length }, (_, number) => String(number))

/** Customers named 0, 1, 2 …, one after the other. */
export async function createCustomers({ stripe }: TestWorld, count: number): Promise<void> {
  for (const name of numbers(count)) await stripe.customers.create({ name })
}

export const namesOf = ({ received }: Receiver) =>
  received.map(({ event }) => (event.data.object as { name?: string }).name ?? '')
export const idsOf = ({ received }: Receiver) => received.map(({ event }) => event.id)
export const sorted = (names: string[]) => [...names].sort((one, other) => Number(one) - Number(other))

/** Waits until nothing is on its way any more. */
export async function quiet(world: TestWorld): Promise<void> {
  const settled = async () =>
    expect((await deliveriesOf(world)).filter(({ status }) => status === 'pending')).toEqual([])
  // A hundred deliveries take a busy machine more than the second that is usual.
  await vi.waitFor(settled, { timeout: 10_000 })
}
