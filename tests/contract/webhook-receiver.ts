import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { afterEach } from 'vitest'
import type { TestWorld } from './sandbox-under-test'
import { checkDelivery } from './watched-answers'

export type Received = { event: Stripe.Event; signature: string; body: string }
type Behaviour = (event: Stripe.Event) => number | 'hang'

export type Receiver = Awaited<ReturnType<typeof listenForWebhooks>>

/** An endpoint of a shop. Verifies each delivery with the SDK, then answers what `behaviour` says. */
export async function listenForWebhooks(behaviour: Behaviour = () => 200) {
  const received: Received[] = []
  const unverified: string[] = []
  const stripe = new Stripe('sk_test_receiver')
  const settings = { secret: '', behaviour }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const signature = String(request.headers['stripe-signature'])
      try {
        const event = stripe.webhooks.constructEvent(body, signature, settings.secret)
        received.push({ event, signature, body })
        checkDelivery(body)
        const status = settings.behaviour(event)
        if (status !== 'hang') response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end()
      } catch (error) {
        unverified.push(String(error))
        response.writeHead(400).end()
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    received,
    unverified,
    settings,
    types: () => received.map(({ event }) => event.type),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

type ApiVersion = NonNullable<Stripe.WebhookEndpointCreateParams['api_version']>
type EnabledEvents = Stripe.WebhookEndpointCreateParams['enabled_events']

/** The function it returns registers an endpoint in a world and listens there until the test is over. */
export function receiversForThisFile() {
  const receivers: Receiver[] = []
  afterEach(() => receivers.splice(0).forEach((receiver) => receiver.close()))

  return async (
    { stripe }: TestWorld,
    enabled_events: EnabledEvents = ['*'],
    version?: ApiVersion,
  ): Promise<Receiver> => {
    const receiver = await listenForWebhooks()
    receivers.push(receiver)
    const { url } = receiver
    const endpoint = await stripe.webhookEndpoints.create({
      url,
      enabled_events,
      ...(version && { api_version: version }),
    })
    receiver.settings.secret = endpoint.secret ?? ''
    return receiver
  }
}

/** Everything a world has sent or is to send, newest first. */
export async function deliveriesOf({ control }: TestWorld) {
  return (await control.state()).deliveries
}
