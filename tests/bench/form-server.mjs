import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import qs from 'qs'

/**
 * The least that could stand in for the sandbox: Node's own server reads the form as the sandbox does and answers what the
 * sandbox once answered to the same request. `ANSWERS` holds those, by the first path they fit.
 * @typedef {{ method: string, path: string, status: number, headers: Record<string, string>, body: string }} Answer
 */
const answers = /** @type {Answer[]} */ (JSON.parse(process.env.ANSWERS ?? '[]'))
const patterns = answers.map((answer) => ({ ...answer, path: new RegExp(answer.path) }))

const server = createServer((request, response) => {
  const { method = '', url = '' } = request
  text(request).then((body) => {
    qs.parse(body, { depth: 12, arrayLimit: 0, parameterLimit: Infinity, plainObjects: true, strictDepth: true })
    const answer = patterns.find((each) => each.method === method && each.path.test(url))
    if (!answer) return response.writeHead(404).end()
    response.writeHead(answer.status, answer.headers).end(answer.body)
  })
})
server.listen(Number(process.env.PORT), '127.0.0.1')
