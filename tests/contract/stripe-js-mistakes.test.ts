import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { elementsForThisFile, newPayment, newSetup, openPayment } from './stripe-js-under-test'

const stage = elementsForThisFile()

describe('a mistake of the shop is thrown as IntegrationError, in Stripe.js’ words', { timeout: 30_000 }, () => {
  it('when an Elements group is asked for what it cannot be', async () => {
    const { secret } = await newPayment(stage)
    await openPayment(stage, secret)
    const form = 'clientSecret should be a client secret of the form ${id}_secret_${secret}. You specified: '
    for (const [options, sentence] of [
      [{ clientSecret: 'cs_test_1' }, `Invalid value for elements(): ${form}cs_test_1.`],
      [{ mode: 'payment', currency: 'usd' }, 'Invalid value for elements(): amount must be greater than 0.'],
      [{ mode: 'payment', amount: 0, currency: 'usd' }, 'amount must be greater than 0'],
      [{ mode: 'payment', amount: 20, currency: 'USD' }, 'You specified: USD.'],
      [{ mode: 'donation' }, 'mode should be one of the following strings: payment, setup, subscription.'],
      [{ mode: 'setup', paymentMethodTypes: ['card'] }, 'Use allowedPaymentMethodTypes instead.'],
      [{ clientSecret: secret, mode: 'payment' }, 'not both'],
      [{ clientSecret: secret, appearance: { theme: 'neon' } }, 'appearance.theme should be one of'],
    ] as const) {
      expect(
        await thrown(stage.page, (window, options) => window.stripe.elements(options as object), options),
      ).toContain(sentence)
    }
  })

  it('when an element is made or mounted where it cannot be', async () => {
    const { secret } = await newPayment(stage)
    const { page } = stage
    await openPayment(stage, secret)
    expect(await thrown(page, ({ stripe }) => stripe.elements().create('payment'))).toBe(
      'In order to create a payment element, you must pass a clientSecret or mode when creating the Elements group.' +
        '\n\n  e.g. stripe.elements({clientSecret: "{{CLIENT_SECRET}}"})',
    )
    expect(await thrown(page, ({ elements }) => elements.create('payment'))).toBe(
      'Can only create one Element of type payment.',
    )
    const group = { clientSecret: secret }
    expect(
      await thrown(
        page,
        ({ stripe }, group) =>
          stripe
            .elements(group as object)
            .create('payment')
            .mount('#none'),
        group,
      ),
    ).toBe(
      'The selector you specified (#none) applies to no DOM elements that are currently on the page.\n' +
        'Make sure the element exists on the page before calling mount().',
    )
    const destroyed = await thrown(
      page,
      ({ stripe }, group) => {
        const element = stripe.elements(group as object).create('payment')
        element.destroy()
        element.mount('#root')
      },
      group,
    )
    expect(destroyed).toBe('This Element has already been destroyed. Please create a new one.')
  })

  it('when a confirmation cannot mean anything', async () => {
    const { secret } = await newPayment(stage)
    const { secret: setup } = await newSetup(stage)
    await openPayment(stage, secret)
    const isSetup = 'value should be a PaymentIntent client secret. You specified: a SetupIntent client secret.'
    const to = { confirmParams: { return_url: 'https://shop.test/back' } }
    for (const [options, sentence] of [
      [to, 'stripe.confirmPayment(): expected either `elements` or `clientSecret`, but got neither.'],
      [
        { ...to, elements: {} },
        'Invalid value for stripe.confirmPayment(): elements should be an Elements group. You specified: object.',
      ],
      [{ ...to, clientSecret: setup }, `Invalid value for stripe.confirmPayment intent secret: ${isSetup}`],
      [{ clientSecret: secret }, 'confirmParams.return_url is required'],
      [{ ...to, clientSecret: secret, redirect: 'never' }, 'redirect should be one of the following strings'],
    ] as const) {
      const call = (window: Shop, options: unknown) => window.stripe.confirmPayment(options as never)
      expect(await thrown(stage.page, call, options)).toContain(sentence)
    }
  })

  it('when the element is not on the page, or not ready', async () => {
    const { secret } = await newPayment(stage)
    await openPayment(stage, secret)
    const confirm = async ({ stripe }: Shop, group: unknown) => {
      const elements = stripe.elements(group as object)
      elements.create('payment')
      await stripe.confirmPayment({ elements, redirect: 'if_required' })
    }
    expect(await thrown(stage.page, confirm, { clientSecret: secret })).toBe(
      'Invalid value for stripe.confirmPayment(): elements should have a mounted Payment Element or Express Checkout Element.',
    )
    const early = async ({ stripe }: Shop, group: unknown) => {
      const elements = stripe.elements(group as object)
      const place = document.body.appendChild(document.createElement('div'))
      elements.create('payment').mount(place)
      await elements.submit()
    }
    expect(await thrown(stage.page, early, { clientSecret: secret })).toContain(
      'Please make sure the Element you are attempting to use is mounted and the ready event has been emitted.',
    )
  })

  it('when details were hidden and then not passed', async () => {
    const { secret } = await newPayment(stage)
    const fields = { billingDetails: { address: { country: 'never', postalCode: 'never' } } } as const
    const frame = await openPayment(stage, secret, { element: { fields } })
    await frame.getByLabel('Card number').fill('4242424242424242')
    await frame.getByLabel('Expiration date').fill('1234')
    await frame.getByLabel('Security code').fill('123')
    const confirm = ({ stripe, elements }: Shop, confirmParams: unknown) =>
      stripe.confirmPayment({ elements, confirmParams: confirmParams as object, redirect: 'if_required' })
    expect(await thrown(stage.page, confirm, {})).toMatch(
      /^You specified "never" for fields.billing_details.address.country when creating the payment Element, but did not pass/,
    )
    const address = { country: 'DE', postal_code: '10115' }
    const passed = { payment_method_data: { billing_details: { address } } }
    expect(await thrown(stage.page, confirm, passed)).toBeNull()
  })

  it('when Amazon Pay is to become a payment method without being confirmed', async () => {
    const group = { mode: 'payment', amount: 2000, currency: 'usd', paymentMethodCreation: 'manual' }
    const frame = await openPayment(stage, '', { group: { ...group, clientSecret: undefined } })
    await frame.getByTestId('amazon_pay').click()
    const create = async ({ stripe, elements }: Shop) => {
      await elements.submit()
      await stripe.createPaymentMethod({ elements })
    }
    expect(await thrown(stage.page, create)).toContain('Use stripe.createConfirmationToken instead.')
  })
})

type Shop = Window['shop']

/** What a call in the shop's page throws or rejects with: the sentence of an IntegrationError, null when nothing. */
async function thrown(
  page: Page,
  call: (shop: Shop, argument: unknown) => unknown,
  argument?: unknown,
): Promise<string | null> {
  await page.waitForFunction(() => window.seen.some(({ name }) => name === 'ready'))
  const outcome = await page.evaluate(
    async ({ source, argument }) => {
      // It travels as text; developer tools may evaluate that where the policy forbids it to the page.
      const call = (0, eval)(`(${source})`) as (shop: Shop, argument: unknown) => unknown
      try {
        await call(window.shop, argument)
        return null
      } catch (error) {
        const { name, message } = error as Error
        return { name, message }
      }
    },
    { source: call.toString(), argument },
  )
  if (outcome && outcome.name !== 'IntegrationError') throw new Error(`${outcome.name}: ${outcome.message}`)
  return outcome?.message ?? null
}
