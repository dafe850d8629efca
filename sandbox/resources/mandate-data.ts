import { isIP } from 'node:net'
import type Stripe from 'stripe'
import type { Call } from '../wire/call'
import { invalid, unknownParameters } from '../wire/errors'
import { filled, flag, hash, integer, missing, oneOf, type Param, type Read, required } from '../wire/parameters'

const ipAddress: Param<string> = {
  read: (value, name) => {
    const address = filled().read(value, name)
    if (isIP(address)) return address
    throw invalid(`Invalid IP address: ${address}`, { param: name })
  },
}

const acceptanceParams = {
  accepted_at: integer({ minimum: 0 }),
  offline: hash({}),
  online: hash({ infer_from_client: flag(), ip_address: ipAddress, user_agent: filled() }),
  type: required(oneOf(['online', 'offline'])),
}

/** The customer's consent (docs.stripe.com/api/setup_intents/confirm, `mandate_data`). */
export const mandateDataParam = hash({ customer_acceptance: required(hash(acceptanceParams)) })

const ONLINE = 'mandate_data[customer_acceptance][online]'

/**
 * Who agreed, when and from where. Only a browser may say "infer from client"; a server has to pass what it saw.
 * The address is the one the request came from: nobody's X-Forwarded-For is believed.
 */
export function acceptance(call: Call, given: Read<typeof acceptanceParams>): Stripe.Mandate.CustomerAcceptance {
  const accepted = { accepted_at: given.accepted_at ?? call.world.now(), type: given.type }
  if (given.type === 'offline') return { ...accepted, offline: {} }
  if (!given.online) throw missing(ONLINE)
  if (given.online.infer_from_client !== undefined && call.key === 'secret') {
    throw unknownParameters([`${ONLINE}[infer_from_client]`])
  }
  const { ip, userAgent } = call.client
  if (given.online.infer_from_client) return { ...accepted, online: { ip_address: ip, user_agent: userAgent } }
  const { ip_address, user_agent } = given.online
  if (ip_address === undefined) throw missing(`${ONLINE}[ip_address]`)
  if (user_agent === undefined) throw missing(`${ONLINE}[user_agent]`)
  return { ...accepted, online: { ip_address, user_agent } }
}
