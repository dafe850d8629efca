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
  const secure = env().APP_ORIGIN.startsWith('https://')
  return betterAuth({
    appName: env().MERCHANT_NAME,
    baseURL: env().APP_ORIGIN,
    secret: env().AUTH_SECRET,
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: prismaAdapter(db(), { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128 },
    user: { additionalFields: { role: { type: 'string', defaultValue: 'customer', input: false } } },
    session: { expiresIn: 7 * DAY, updateAge: DAY },
    advanced: {
      // Ids come from the schema, as everywhere else.
      database: { generateId: false },
      // The browser binds a __Host- cookie to this very origin; plain http cannot carry one.
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: secure ? '__Host-session' : 'session',
          attributes: { secure, sameSite: 'lax', path: '/' },
        },
      },
    },
  })
}
