import 'server-only'
import { AppError } from '@/lib/domain/errors'
import { env } from '../env'

type Accepted = { acceptedIp: string | null; acceptedAgent: string | null; acceptedAt: Date }

/**
 * Who agreed to being charged later, as Stripe is told where the server confirms. The address is the one a trusted proxy
 * vouched for; where the shop runs on the customer's own machine, that machine's address is the customer's. Throws
 * `address_unknown` otherwise: a server's address is never passed off as a customer's.
 */
export function acceptanceFrom({ acceptedIp, acceptedAgent, acceptedAt }: Accepted) {
  const ip = acceptedIp ?? (isOwnMachine() ? '127.0.0.1' : null)
  if (ip === null) throw new AppError('address_unknown', 'Saving this way needs TRUSTED_PROXY_HOPS to be set.')
  return { ip, userAgent: acceptedAgent ?? 'unknown', at: acceptedAt }
}

function isOwnMachine(): boolean {
  const { hostname } = new URL(env().APP_ORIGIN)
  return hostname === 'localhost' || hostname === '127.0.0.1'
}
