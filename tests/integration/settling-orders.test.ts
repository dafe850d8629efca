import { afterAll, expect, it } from 'vitest'
import { backend } from '../support/backend'
import { freshWorld } from '../support/business-clock'
import { inBatches } from '../support/in-batches'
import { approve, goToAmazon, newCustomer, start, stripe } from '../support/saving'
import { endOf, handle, SAVED, sweepOne } from '../support/settling'
import { startStripeProxy } from '../support/stripe-proxy'
import { openSetup } from '@/lib/server/payment-methods/open-setup'
import { syncSetup } from '@/lib/server/payment-methods/sync-setup'

const STEPS = ['the create’s answer', 'the return', 'requires_action', 'succeeded', 'the sweep'] as const
type Step = (typeof STEPS)[number]
type Try = { setup: Awaited<ReturnType<typeof start>>; stripeSetupIntentId: string; page: string }

const proxy = await startStripeProxy(backend.sandboxUrl)
process.env.STRIPE_API_BASE = proxy.origin
afterAll(() => proxy.close())

it.each(STEPS)(
  'every order of what can be heard that begins with %s ends in the same rows',
  { timeout: 120_000 },
  async (first) => {
    await freshWorld()
    const heard = orders(STEPS).filter((order) => order[0] === first)
    const tries = await unanswered(heard.length)
    await inBatches([...heard.entries()], 6, async ([at, order]) => {
      const one = tries[at]
      if (!one) throw new Error(`There is no try ${at}.`)
      // The customer approves before anything is heard, or just before the news of it.
      const approvesEarly = at % 2 === 0
      if (approvesEarly) await approve(one.page)
      for (const step of order) {
        if (step === 'succeeded' && !approvesEarly) await approve(one.page)
        await take[step](one)
      }
      expect(await endOf(one.setup.id), order.join(' → ')).toEqual(SAVED)
    })
  },
)

/** Customers who are at Amazon, while our rows have not even heard that their SetupIntents exist. */
async function unanswered(count: number): Promise<Try[]> {
  proxy.breaks(/^POST \/v1\/setup_intents$/, 'lost_after')
  const setups = await Promise.all(Array.from({ length: count }, async () => start(await newCustomer())))
  await inBatches(setups, 6, (setup) =>
    expect(openSetup(setup)).rejects.toMatchObject({ code: 'payment_provider_unavailable' }),
  )
  proxy.heal()
  const { data } = await stripe.setupIntents.list({ limit: 100 })
  return Promise.all(
    setups.map(async (setup) => {
      const made = data.find(({ metadata }) => metadata?.['setup_id'] === setup.id)
      return { setup, stripeSetupIntentId: made?.id ?? '', page: await goToAmazon(made?.client_secret ?? '') }
    }),
  )
}

const take: Record<Step, (one: Try) => Promise<unknown>> = {
  // The SetupIntent may have been approved before: then there is nothing left to open.
  'the create’s answer': ({ setup }) =>
    openSetup(setup).catch((error: unknown) => expect(error).toMatchObject({ code: 'setup_ended' })),
  'the return': ({ setup }) => syncSetup(setup.id),
  requires_action: ({ setup, stripeSetupIntentId: id }) => handle('setup_intent.requires_action', id, setup.id),
  succeeded: ({ setup, stripeSetupIntentId: id }) => handle('setup_intent.succeeded', id, setup.id),
  'the sweep': ({ setup }) => sweepOne(setup.id),
}

function orders<T>(things: readonly T[]): T[][] {
  if (things.length === 0) return [[]]
  return things.flatMap((first, at) => orders(things.toSpliced(at, 1)).map((rest) => [first, ...rest]))
}
