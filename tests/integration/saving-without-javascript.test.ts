import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backend } from '../support/backend'
import { freshWorld } from '../support/business-clock'
import { approve, payOrder } from '../support/checkout'
import { said } from '../support/console'
import { objectsOf, openCommands } from '../support/money'
import { send } from '../support/requests'
import { ordered, savedBy } from '../support/saving-while-paying'
import { control, stripe } from '../support/saving'
import { db } from '@/lib/server/db'
import { currentNotice } from '@/lib/server/mandates/current-notice'
import { syncPayment } from '@/lib/server/payments/sync-payment'

beforeEach(async () => {
  await freshWorld()
  await db().job.deleteMany()
  await control.outcomes({ savedOnSession: 'charge', nextPayment: 'succeed' })
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

describe('saving without JavaScript', () => {
  const accepted = async () => {
    const confirms = (await control.wholeJournal()).filter(({ path }) => path.endsWith('/confirm'))
    const params = confirms.at(-1)?.params as { mandate_data?: { customer_acceptance: { online: object } } } | undefined
    return params?.mandate_data?.customer_acceptance.online
  }
  const paymentsOf = async (orderId: string) =>
    (await db().payment.findMany({ where: { orderId } })).map(({ id }) => id)
  /** The route in a process that was started with these settings. */
  const reachedAt = async (settings: Record<string, string>) => {
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
    vi.resetModules()
    const { POST } = await import('@/app/api/orders/[id]/pay/route')
    const pay = (
      { id, cookie }: { id: string; cookie: string },
      form: Record<string, string>,
      origin = backend.origin,
    ) =>
      send(POST, { params: { id }, cookie, form, headers: { ...headers, origin, referer: `${origin}/checkout/${id}` } })
    return { pay }
  }
  const form = async () => ({ save: 'true', noticeId: (await currentNotice()).id, attemptKey: crypto.randomUUID() })
  const headers = { 'user-agent': 'Lynx/2.9', 'x-forwarded-for': '198.51.100.7, 203.0.113.9' }

  it('sends who agreed, and leads to Amazon; on the customer’s own machine that is its address', async () => {
    const { customer, order } = await ordered()
    const answer = await payOrder(order, undefined, { form: await form(), headers })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(await accepted()).toEqual({ ip_address: '127.0.0.1', user_agent: 'Lynx/2.9' })
    const { id, stripePaymentIntentId } = await db().payment.findFirstOrThrow({ where: { orderId: order.id } })
    const { next_action: action } = await stripe.paymentIntents.retrieve(stripePaymentIntentId ?? '')
    expect(await answer.text()).toContain(action?.redirect_to_url?.url)
    await approve(action?.redirect_to_url?.url ?? '')
    await syncPayment(id)
    expect(await savedBy(customer.id)).toMatchObject([{ status: 'active' }])
    expect((await objectsOf(id)).intents).toMatchObject([{ status: 'succeeded' }])
  })

  it.each([
    ['the address a trusted proxy vouched for', '1', '203.0.113.9'],
    ['the one before it with two of them', '2', '198.51.100.7'],
  ])('sends %s', async (_which, hops, address) => {
    const { order } = await ordered()
    const { pay } = await reachedAt({ APP_ORIGIN: backend.origin, TRUSTED_PROXY_HOPS: hops })
    const answer = await pay(order, await form())
    expect(answer.status).toBe(200)
    expect(await accepted()).toEqual({ ip_address: address, user_agent: 'Lynx/2.9' })
  })

  it('where nobody vouches for an address is refused, and nothing is confirmed', async () => {
    const { order } = await ordered()
    // Stands for a server that is not the customer's own machine; with the sandbox it has to be on this one.
    const elsewhere = `http://127.0.0.2:${backend.port}`
    const { pay } = await reachedAt({ APP_ORIGIN: elsewhere, TRUSTED_PROXY_HOPS: '0' })
    const answer = await pay(order, await form(), elsewhere)
    expect(await said(answer)).toEqual([303, `/checkout/${order.id}?problem=address_unknown`])
    expect(await accepted()).toBeUndefined()
    expect(await openCommands(...(await paymentsOf(order.id)))).toBe(0)
  })

  it('without the opt-in sends no mandate and saves nothing', async () => {
    const { customer, order } = await ordered()
    await payOrder(order, undefined, { form: { attemptKey: crypto.randomUUID() }, headers })
    expect(await accepted()).toBeUndefined()
    const { stripePaymentIntentId } = await db().payment.findFirstOrThrow({ where: { orderId: order.id } })
    expect((await stripe.paymentIntents.retrieve(stripePaymentIntentId ?? '')).setup_future_usage).toBeNull()
    expect(await savedBy(customer.id)).toEqual([])
  })
})
