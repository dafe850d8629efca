import 'server-only'
import { z } from 'zod'

const origin = z
  .url()
  .transform((value) => new URL(value))
  .refine((url) => url.pathname === '/' && !url.search && ['http:', 'https:'].includes(url.protocol), {
    message: 'must be an origin such as http://localhost:3000, without a path',
  })
  .transform((url) => url.origin)

const stripeKey = (prefixes: string[]) =>
  z.string().refine((key) => prefixes.some((prefix) => key.startsWith(prefix) && key.length > prefix.length), {
    message: `must start with ${prefixes.join(' or ')}`,
  })

// Hours from one decline to the next try, such as 24,72,168. Without it nothing is tried again.
const retryHours = z
  .string()
  .default('')
  .transform((list) => (list === '' || list === 'none' ? [] : list.split(',').map((hours) => hours.trim())))
  .pipe(
    z
      .array(z.string().regex(/^[1-9]\d{0,2}$/, 'must be whole hours from 1 to 999 such as 24,72,168, or none'))
      .max(10, 'must have at most 10 waits'),
  )
  .transform((list) => list.map(Number))

const schema = z
  .object({
    APP_ORIGIN: origin,
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, message: 'must be a postgresql:// address' }),
    STRIPE_SECRET_KEY: stripeKey(['sk_test_', 'rk_test_', 'sk_live_', 'rk_live_']),
    STRIPE_PUBLISHABLE_KEY: stripeKey(['pk_test_', 'pk_live_']),
    // Several, separated by commas, while a secret is being rolled.
    STRIPE_WEBHOOK_SECRET: z
      .string()
      .transform((list) => list.split(',').map((secret) => secret.trim()))
      .pipe(z.array(stripeKey(['whsec_'])).min(1)),
    STRIPE_API_BASE: origin,
    STRIPE_JS_URL: z.url({ protocol: /^https?$/ }),
    STRIPE_CUSTOMER_MODEL: z
      .enum(['customer', 'account'], { error: 'must be customer or account' })
      .default('customer'),
    STRIPE_ACCOUNTS_VERSION: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}\.[a-z]+$/, 'must be a version of Stripe’s API such as 2026-05-27.preview')
      .optional(),
    // Stripe's rules: https://docs.stripe.com/get-started/account/statement-descriptors.
    STATEMENT_DESCRIPTOR: z
      .string()
      .regex(/^(?=.*[A-Za-z])[^<>\\'"*]{1,22}$/, 'must have at most 22 characters, a letter, and none of < > \\ \' " *')
      .optional(),
    MERCHANT_NAME: z.string().trim().min(1).max(60),
    MERCHANT_COUNTRY: z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter country code such as US'),
    AUTH_SECRET: z.string().min(32, 'must have at least 32 characters'),
    SMTP_URL: z.url({ protocol: /^smtps?$/, message: 'must be an smtp:// or smtps:// address' }).optional(),
    // Without it mails come from no-reply at the host of APP_ORIGIN.
    MAIL_FROM: z.email('must be an e-mail address such as orders@rides.example').optional(),
    CHARGE_RETRY_HOURS: retryHours,
    CRON_SECRET: z.string().min(16).optional(),
    // Stripe's own limits: https://docs.stripe.com/rate-limits.
    STRIPE_RATE_LIMIT: z.coerce.number('must be a whole number').int().min(1).max(10_000),
    TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  })
  .superRefine((env, context) => {
    const live = env.STRIPE_SECRET_KEY.includes('_live_')
    const problem = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (live !== env.STRIPE_PUBLISHABLE_KEY.includes('_live_'))
      problem('STRIPE_PUBLISHABLE_KEY', 'is of the other mode')
    if (live && !env.APP_ORIGIN.startsWith('https://')) problem('APP_ORIGIN', 'must be https with live keys')
    if (live && !env.STRIPE_API_BASE.startsWith('https://')) problem('STRIPE_API_BASE', 'must be https with live keys')
    if (live && !env.STRIPE_JS_URL.startsWith('https://')) problem('STRIPE_JS_URL', 'must be https with live keys')
    if (live && !env.SMTP_URL) problem('SMTP_URL', 'is required with live keys')
    if (env.STRIPE_CUSTOMER_MODEL === 'account' && !env.STRIPE_ACCOUNTS_VERSION)
      problem('STRIPE_ACCOUNTS_VERSION', 'is required where customers are accounts')
    if (isLoopback(env.STRIPE_API_BASE) && !isLoopback(env.APP_ORIGIN))
      problem('STRIPE_API_BASE', 'may be a sandbox only while APP_ORIGIN is on this machine')
  })

export type Env = z.infer<typeof schema>

const holder: { env?: Env } = {}

/** The variables this process was started with. Parsed once; throws one sentence per variable that is missing or wrong. */
export function env(): Env {
  return (holder.env ??= parse())
}

/** Whether the keys in use are live ones. */
export function isLivemode(): boolean {
  return env().STRIPE_SECRET_KEY.includes('_live_')
}

/** Whether Stripe is the sandbox on this machine. Only then may the business clock be moved. */
export function isSandboxConfigured(): boolean {
  return isLoopback(env().STRIPE_API_BASE)
}

function parse(): Env {
  // An empty variable in an .env file means "not set".
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const lines = result.error.issues.map(({ path, message, code }) => {
    const missing = code !== 'custom' && !Object.hasOwn(given, String(path[0]))
    return `${String(path[0])} ${missing ? 'is missing.' : `${message}.`}`
  })
  throw new Error(`Mandate can't start: ${[...new Set(lines)].join(' ')} .env.example explains every variable.`)
}

function isLoopback(address: string): boolean {
  // Asked about wrong values as well: every variable that is wrong is to be named at once.
  if (!URL.canParse(address)) return false
  const { hostname } = new URL(address)
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
