import { type ClientRequest, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isLoopbackName } from './loopback'

type Webhook = { body: string; signature: string; timeout: number; signal: AbortSignal }
type Answer = { status: number | null; error: string | null; answer?: string }

/** How much of an answer is kept. */
const SHOWN_CHARACTERS = 500

/** One POST on a connection of its own. Never throws, follows no redirect, and calls nothing but this machine. */
export function postWebhook(address: string, webhook: Webhook): Promise<Answer> {
  const url = new URL(address)
  if (!isLoopbackName(url.hostname)) {
    return Promise.resolve({ status: null, error: 'The sandbox only calls addresses on this machine.' })
  }
  return new Promise((resolve) => {
    const call = start(url, webhook)
    const timer = setTimeout(() => call.destroy(new Error(`No answer within ${webhook.timeout} ms.`)), webhook.timeout)
    const settle = (answer: Answer) => {
      clearTimeout(timer)
      resolve(answer)
    }
    call.on('error', (error) => settle({ status: null, error: error.message || 'The connection failed.' }))
    call.on('response', (response) => {
      let answer = ''
      response.setEncoding('utf8').on('data', (text: string) => (answer = (answer + text).slice(0, SHOWN_CHARACTERS)))
      // The answer counts once it is complete: a connection that dies half-way has not answered.
      response.on('end', () => settle({ status: response.statusCode ?? null, error: null, ...(answer && { answer }) }))
      response.on('error', (error) => settle({ status: null, error: error.message }))
      response.on('close', () =>
        settle({ status: null, error: 'The connection closed before the answer was complete.' }),
      )
    })
    call.end(webhook.body)
  })
}

function start(url: URL, { body, signature, signal }: Webhook): ClientRequest {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  return request(url, {
    agent: false,
    method: 'POST',
    signal,
    headers: {
      Accept: '*/*; q=0.5, application/xml',
      'Cache-Control': 'no-cache',
      'Content-Length': Buffer.byteLength(body),
      'Content-Type': 'application/json; charset=utf-8',
      'Stripe-Signature': signature,
      'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    },
  })
}
