import { describe, expect, it } from 'vitest'
import { elementsForThisFile, fillCard, newPayment, openPayment } from './stripe-js-under-test'

const stage = elementsForThisFile()

describe('the frame of a Payment Element', { timeout: 30_000 }, () => {
  it('sends a strict policy of its own and may be embedded anywhere', async () => {
    const response = await fetch(`${stage.world.origin}/endive/elements-inner-payment.html`)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self'; connect-src 'self'")
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(policy).toContain('frame-ancestors http: https:')
    expect(response.headers.get('x-frame-options')).toBeNull()
  })

  it('listens to the page that holds it and to no other frame', async () => {
    const { page } = stage
    const confirmations: string[] = []
    page.on('request', (request) => request.url().endsWith('/confirm') && confirmations.push(request.url()))
    const { id, secret } = await newPayment(stage)
    await fillCard(await openPayment(stage, secret))
    const mount = new URL((await page.locator('iframe').getAttribute('src')) ?? '').hash.slice('#mount='.length)
    const heard = await attackFromAnotherFrame({ mount, id, secret, key: stage.world.publishableKey })
    // Two answers to the page come after whatever the other frame's words, spoken before, would have set off.
    for (let time = 0; time < 2; time += 1) await page.evaluate(() => window.shop.elements.submit())
    expect(await heard()).toEqual([])
    expect(confirmations).toEqual([])
    expect(await stage.world.stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'requires_payment_method' })
  })

  it('does not take another frame’s word before its own page has spoken', async () => {
    const { page, shop } = stage
    const { id, secret } = await newPayment(stage)
    await page.goto(`${shop.origin}/empty`)
    await page.evaluate(async (src) => {
      const iframe = document.createElement('iframe')
      iframe.src = src
      document.body.append(iframe)
      await new Promise((resolve) => iframe.addEventListener('load', resolve))
    }, `${stage.world.origin}/endive/elements-inner-payment.html#mount=known`)
    const heard = await attackFromAnotherFrame({ mount: 'known', id, secret, key: stage.world.publishableKey })
    // The same words from the page that holds it are answered, later than those before would have been.
    const first = await page.evaluate(() => {
      const { port1, port2 } = new MessageChannel()
      const first = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)))
      window.frames[0]?.postMessage({ stripeElement: 'connect', mount: 'known' }, '*', [port2])
      return first
    })
    expect(first).toMatchObject({ type: 'height' })
    expect(await heard()).toEqual([])
  })

  it('tells the shop when the frame cannot be loaded', async () => {
    const { page } = stage
    await page.clock.install()
    await page.route('**/elements-inner-payment**', (route) => route.abort('connectionrefused'))
    await openPayment(stage, (await newPayment(stage)).secret)
    await page.locator('iframe').waitFor({ state: 'attached' })
    await expect
      .poll(async () => {
        await page.clock.runFor(11_000)
        return page.evaluate(() => window.seen.map(({ name }) => name))
      })
      .toContain('loaderror')
  })
})

type Words = { mount: string; id: string; secret: string; key: string }

/** Another frame on the shop's page tries to take the element over and have it confirm; reads what it heard back. */
async function attackFromAnotherFrame(words: Words): Promise<() => Promise<unknown[]>> {
  const other = await stage.page.evaluateHandle(() => document.body.appendChild(document.createElement('iframe')))
  const frame = await other.asElement()?.contentFrame()
  if (!frame) throw new Error('No other frame.')
  const heard = await frame.evaluateHandle(({ mount, id, secret, key }) => {
    const heard: unknown[] = []
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => heard.push(data)
    window.parent.frames[0]?.postMessage({ stripeElement: 'connect', mount }, '*', [port2])
    const session = { mode: 'payment', payment_method_types: ['amazon_pay'] }
    const group = { locale: 'en', loader: 'auto' }
    port1.postMessage({ type: 'show', shown: { key, group, options: {}, session } })
    const params = { client_secret: secret, return_url: 'https://thief.test/' }
    const question = { kind: 'confirm', caller: 'x', path: `/v1/payment_intents/${id}/confirm`, params }
    port1.postMessage({ type: 'ask', id: 1, question })
    return heard
  }, words)
  return () => heard.jsonValue()
}
