import 'server-only'
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { db } from '../db'
import { env } from '../env'

const DAY = 24 * 3600

const holder: { auth?: ReturnType<typeof configure> } = {}

/** Accounts, passwords and sessions. Its own HTTP endpoints are not mounted: our routes call it, behind our own checks. */
export function auth() {
  return (holder.auth ??= configure())
}

function configure() {
  const { protocol, port } = new URL(env().APP_ORIGIN)
  const secure = protocol === 'https:'
  return betterAuth({
    appName: env().MERCHANT_NAME,
    baseURL: env().APP_ORIGIN,
    secret: env().AUTH_SECRET,
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: prismaAdapter(db(), { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 256 },
    user: { additionalFields: { role: { type: 'string', defaultValue: 'customer', input: false } } },
    // A page cannot set cookies, so a session ends a week after signing in, whatever happens in between.
    session: { expiresIn: 7 * DAY, disableSessionRefresh: true },
    advanced: {
      // The library would believe X-Forwarded-For from anybody.
      ipAddress: { disableIpTracking: true },
      // Ids come from the schema, as everywhere else.
      database: { generateId: false },
      // The browser binds a __Host- cookie to this very origin. Plain http cannot carry one, and its cookies know no port:
      // two shops on one machine would sign each other out.
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: secure ? '__Host-session' : `session-${port}`,
          attributes: { secure, sameSite: 'lax', path: '/' },
        },
      },
    },
  })
}
