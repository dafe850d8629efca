import { describe, expect, it, vi } from 'vitest'
import { refusal, sandboxForThisFile } from './sandbox-under-test'
import { deliveriesOf, receiversForThisFile } from './webhook-receiver'

const newWorld = sandboxForThisFile()
const listening = receiversForThisFile()

describe('webhook endpoints', () => {
  it('shows the signing secret once', async () => {
    const { stripe } = newWorld()
    const url = 'http://127.0.0.1:9/hooks'
    const created = await stripe.webhookEndpoints.create({
      url,
      enabled_events: ['setup_intent.succeeded'],
      metadata: { a: '1' },
    })
    expect(created).toMatchObject({
      object: 'webhook_endpoint',
      status: 'enabled',
      url,
      api_version: null,
      metadata: { a: '1' },
    })
    expect(created.secret).toMatch(/^whsec_\w{32}$/)
    expect(await stripe.webhookEndpoints.retrieve(created.id)).not.toHaveProperty('secret')
    expect((await stripe.webhookEndpoints.list()).data[0]).not.toHaveProperty('secret')
    const disabled = await stripe.webhookEndpoints.update(created.id, { disabled: true, enabled_events: ['*'] })
    expect(disabled).toMatchObject({ status: 'disabled', enabled_events: ['*'] })
    expect(await stripe.webhookEndpoints.del(created.id)).toMatchObject({ id: created.id, deleted: true })
    expect((await refusal(stripe.webhookEndpoints.retrieve(created.id))).statusCode).toBe(404)
  })

  it('wants an address with a scheme', async () => {
    const { stripe } = newWorld()
    const error = await refusal(stripe.webhookEndpoints.create({ url: 'shop.test/hooks', enabled_events: ['*'] }))
    expect(error).toMatchObject({ code: 'url_invalid', param: 'url' })
  })
})

describe('deliveries', () => {
  it('end with their endpoint, deleted or disabled', async () => {
    const world = newWorld()
    const { webhookEndpoints, customers } = world.stripe
    const receivers = [await listening(world), await listening(world), await listening(world)]
    const [disabled, deleted] = (await webhookEndpoints.list()).data
    await world.control.pauseWebhooks()
    await customers.create()
    await webhookEndpoints.del(String(deleted?.id))
    await webhookEndpoints.update(String(disabled?.id), { disabled: true })
    const { id } = await customers.create()
    await world.control.resumeWebhooks()
    await vi.waitFor(() => expect(receivers[0]?.types()).toEqual(['customer.created', 'customer.created']))
    const [created] = (await world.stripe.events.list()).data
    expect(await world.control.replay(String(created?.id))).toHaveLength(1)
    await webhookEndpoints.update(String(disabled?.id), { disabled: false })
    await customers.update(id, { name: 'Sam' })
    await vi.waitFor(() => expect(receivers[2]?.types()).toEqual(['customer.updated']))
    await world.control.advanceClock(86_400)
    expect(receivers[1]?.received).toEqual([])
    const ended = (await deliveriesOf(world)).filter(({ status }) => status === 'dropped')
    expect(ended.map(({ endpoint }) => endpoint).sort()).toEqual([deleted?.id, disabled?.id].sort())
    expect(ended.every(({ nextTryAt, tries }) => nextTryAt === null && tries.length === 0)).toBe(true)
  })

  it('are not tried again when the endpoint went while it was being called', async () => {
    const world = newWorld()
    await world.control.outcomes({ webhookTimeoutMilliseconds: 500 })
    const receiver = await listening(world)
    receiver.settings.behaviour = () => 'hang'
    await world.stripe.customers.create()
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1))
    const [endpoint] = (await world.stripe.webhookEndpoints.list()).data
    await world.stripe.webhookEndpoints.del(String(endpoint?.id))
    await vi.waitFor(async () => expect((await deliveriesOf(world))[0]?.tries).toHaveLength(1))
    expect((await deliveriesOf(world))[0]).toMatchObject({ status: 'dropped', nextTryAt: null })
  })
})
