import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sandboxKeys } from '../../scripts/launcher/app-environment.mjs'
import { backend } from '../support/backend'
import { freshWorld } from '../support/business-clock'
import { customerWithMethod, newMerchant } from '../support/charging'
import { answerOf, endOf } from '../support/removing'
import { type Sent, send, signedIn } from '../support/requests'
import { sandboxControl } from '../support/sandbox'
import { control, newCustomer } from '../support/saving'
import { DELETE as removeRoute } from '@/app/api/payment-methods/[id]/route'

beforeEach(freshWorld)
afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

async function remove(person: { userId: string }, id: string, sent: Sent = {}): Promise<Response> {
  return send(removeRoute, { method: 'DELETE', params: { id }, cookie: await signedIn(person), ...sent })
}

describe('removing is refused', () => {
  it('to everybody else, and then nothing changes here or at Stripe', async () => {
    const [customer, stranger, merchant] = [await customerWithMethod(), await newCustomer(), await newMerchant()]
    const { id } = customer.paymentMethod
    const before = await endOf(id)
    const asked = (await control.journal()).length
    const origin = 'https://evil.example'
    const answers = {
      'another customer': await answerOf(await remove(stranger, id)),
      merchant: await answerOf(await remove(merchant, id)),
      nobody: await answerOf(await remove(customer, id, { cookie: undefined })),
      'another site': await answerOf(await remove(customer, id, { headers: { origin } })),
      'no page': await answerOf(await remove(customer, id, { headers: { origin: null } })),
      'a frame': await answerOf(await remove(customer, id, { headers: { 'sec-fetch-site': 'cross-site' } })),
    }
    expect(answers).toEqual({
      'another customer': [404, 'not_found'],
      merchant: [403, 'forbidden'],
      nobody: [401, 'unauthenticated'],
      'another site': [403, 'foreign_origin'],
      'no page': [403, 'foreign_origin'],
      'a frame': [403, 'foreign_origin'],
    })
    expect(await endOf(id)).toEqual(before)
    expect(await control.journal()).toHaveLength(asked)
  })

  it('for an id that is unknown or none, in the same words as for somebody else’s', async () => {
    const [customer, stranger] = [await customerWithMethod(), await newCustomer()]
    const problemOf = async (response: Response) => ({ ...((await response.json()) as object), requestId: '' })
    const unknown = await problemOf(await remove(stranger, crypto.randomUUID()))
    expect(unknown).toMatchObject({ status: 404, code: 'not_found' })
    expect(await problemOf(await remove(stranger, customer.paymentMethod.id))).toEqual(unknown)
    for (const id of ['', 'x', 'pm_1', `${customer.paymentMethod.id}x`, "' or 1=1", '__proto__'])
      expect(await answerOf(await remove(customer, id)), id).toEqual([422, 'validation_failed'])
  })

  it('with the keys of another Stripe account, which is only asked who it is', async () => {
    const customer = await customerWithMethod()
    const { id } = customer.paymentMethod
    const before = await endOf(id)
    const keys = sandboxKeys(randomBytes(12).toString('hex'))
    vi.stubEnv('STRIPE_SECRET_KEY', keys.secretKey)
    vi.stubEnv('STRIPE_PUBLISHABLE_KEY', keys.publishableKey)
    vi.resetModules()
    const { removeMethod } = await import('@/lib/server/payment-methods/remove-method')
    const { syncMethod } = await import('@/lib/server/payment-methods/sync-method')
    const { runDetach } = await import('@/lib/server/payment-methods/run-detach')
    const wrong = { code: 'wrong_stripe_account' }
    await expect(removeMethod(id, customer, crypto.randomUUID())).rejects.toMatchObject(wrong)
    await expect(syncMethod(id)).rejects.toMatchObject(wrong)
    await expect(runDetach(id, { renew: async () => undefined })).rejects.toMatchObject(wrong)
    const asked = await sandboxControl(backend.sandboxUrl, keys.secretKey).journal()
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /v1/account'])
    expect(await endOf(id)).toEqual(before)
  })
})
