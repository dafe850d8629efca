import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'

/**
 * @typedef {{ path: string, headers: Record<string, string>, body: string }} Ask
 * @typedef {{ seconds: number, milliseconds: number[] }} Ran
 */

/**
 * Sends all requests to one port of this machine, `atOnce` at a time, over connections that stay open. Each has to be
 * answered with a client secret: anything else ends the run.
 * @param {number} port
 * @param {Ask[]} asks
 * @param {number} atOnce
 * @returns {Promise<Ran>}
 */
export async function load(port, asks, atOnce) {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const milliseconds = /** @type {number[]} */ ([])
  const left = [...asks].reverse()
  const began = performance.now()
  const client = async () => {
    for (let ask = left.pop(); ask; ask = left.pop()) {
      const sent = performance.now()
      await send({ agent, port }, ask)
      milliseconds.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, client))
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  return { seconds, milliseconds }
}

/** @param {{ agent: Agent, port: number }} way @param {Ask} ask @returns {Promise<void>} */
function send({ agent, port }, { path, headers, body }) {
  return new Promise((resolve, reject) => {
    const all = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers }
    const sent = request({ agent, host: '127.0.0.1', port, path, method: 'POST', headers: all }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part) => (text += part))
      answer.on('error', reject)
      answer.on('end', () => {
        if (answer.statusCode === 200 && text.includes('_secret_')) return resolve()
        reject(new Error(`POST ${path} was answered ${answer.statusCode}: ${text.slice(0, 300)}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
