import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'

/** @import { Answer } from './form-server.mjs' */
/** @typedef {{ status: number, location: string | undefined, type: string | undefined, body: string }} Got */

const CUSTOMER = form({ email: 'robin@example.com', name: 'Robin Rider', 'metadata[customer_id]': '42' })
const PAYMENT = form({
  amount: '2400',
  currency: 'usd',
  'allowed_payment_method_types[]': 'amazon_pay',
  'metadata[order_id]': '42',
})
const CONFIRMATION = form({ 'payment_method_data[type]': 'amazon_pay', return_url: 'http://127.0.0.1:1/done' })
const AUTHORIZE = /href="([^"]*outcome=authorize[^"]*)"/

/** What a shop and its customer do at one server; every answer has to be the one that belongs there. */
export class Steps {
  #origin
  #headers

  /** @param {string} origin @param {string} secretKey */
  constructor(origin, secretKey) {
    this.#origin = origin
    this.#headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/x-www-form-urlencoded' }
  }

  /**
   * Does one thing many times over connections that stay open; answers how many seconds it took.
   * @param {'customer' | 'payment'} what
   * @param {{ count: number, atOnce: number }} size
   */
  async run(what, { count, atOnce }) {
    const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
    let left = count
    const client = async () => {
      for (; left > 0;) {
        left -= 1
        await (what === 'customer' ? this.#customer(agent) : this.#payment(agent))
      }
    }
    const began = performance.now()
    await Promise.all(Array.from({ length: atOnce }, client))
    agent.destroy()
    return (performance.now() - began) / 1000
  }

  /** What this server answered to each request, for another one to repeat. @returns {Promise<Answer[]>} */
  async recorded() {
    const agent = new Agent({ keepAlive: true })
    const customer = await this.#customer(agent)
    const payment = await this.#payment(agent)
    agent.destroy()
    const paths = [
      '^/v1/customers$',
      '^/v1/payment_intents$',
      '/confirm$',
      '^/authorize/',
      '^/payment_methods/',
      '^/return/',
    ]
    return [customer, ...payment].map(({ status, location, type, body }, at) => ({
      method: at < 3 ? 'POST' : 'GET',
      path: paths[at] ?? '',
      status,
      headers: { ...(type && { 'content-type': type }), ...(location && { location }) },
      // Its own pages are found by their paths alone.
      body: body.replaceAll(this.#origin, ''),
    }))
  }

  /** @param {Agent} agent */
  #customer(agent) {
    return this.#send(agent, { path: '/v1/customers', body: CUSTOMER, has: '"id": "cus_' })
  }

  /** Created and confirmed by the shop, approved by its customer. @param {Agent} agent */
  async #payment(agent) {
    const created = await this.#send(agent, { path: '/v1/payment_intents', body: PAYMENT, has: '_secret_' })
    const { id } = JSON.parse(created.body)
    const path = `/v1/payment_intents/${id}/confirm`
    const confirmed = await this.#send(agent, { path, body: CONFIRMATION, has: 'requires_action' })
    const { next_action: next } = JSON.parse(confirmed.body)
    const left = await this.#send(agent, { path: this.#pathOf(next.redirect_to_url.url), has: '' })
    const page = await this.#send(agent, { path: this.#pathOf(left.location), has: 'Authorize Test Payment' })
    const link = AUTHORIZE.exec(page.body)?.[1]?.replaceAll('&amp;', '&')
    const back = await this.#send(agent, { path: this.#pathOf(link), has: '' })
    if (!back.location?.includes('redirect_status=succeeded'))
      throw new Error(`The customer came back to ${back.location}.`)
    return [created, confirmed, left, page, back]
  }

  /** @param {string | undefined} address */
  #pathOf(address) {
    const { pathname, search } = new URL(address ?? '', this.#origin)
    return `${pathname}${search}`
  }

  /** @param {Agent} agent @param {{ path: string, body?: string, has: string }} ask @returns {Promise<Got>} */
  #send(agent, { path, body, has }) {
    const { hostname, port } = new URL(this.#origin)
    const headers = { ...this.#headers, ...(body && { 'content-length': Buffer.byteLength(body) }) }
    return new Promise((resolve, reject) => {
      const options = { agent, host: hostname, port, path, method: body ? 'POST' : 'GET', headers }
      const sent = request(options, (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (part) => (text += part))
        answer.on('error', reject)
        answer.on('end', () => {
          const { statusCode: status = 0, headers: got } = answer
          if (status < 400 && text.includes(has))
            return resolve({ status, location: got.location, type: got['content-type'], body: text })
          reject(new Error(`${path} was answered ${status}: ${text.slice(0, 300)}`))
        })
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }
}

/** @param {Record<string, string>} fields */
function form(fields) {
  return new URLSearchParams(fields).toString()
}
