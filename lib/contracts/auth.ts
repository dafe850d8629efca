import { z } from 'zod'

const email = z.email('Enter an e-mail address such as sam@example.com.').max(254).toLowerCase()
const password = z.string().min(8, 'Use at least 8 characters.').max(128)
// PostgreSQL takes no NUL, and nobody's name has a line feed in it.
const plainName = z
  .string()
  .trim()
  .min(1, 'Enter your name.')
  .max(100)
  .regex(/^\P{Cc}*$/u, 'Enter your name without control characters.')
const next = z.string().max(200).optional()

/** POST /api/auth/sign-in. */
export const signInBody = z.strictObject({ email, password: z.string().min(1).max(128), next })
export type SignInBody = z.infer<typeof signInBody>

/** POST /api/auth/sign-up. */
export const signUpBody = z.strictObject({
  name: plainName,
  email,
  password,
  next,
})
export type SignUpBody = z.infer<typeof signUpBody>

/** POST /api/auth/verify-email: the secret of the link that was sent to the address. */
export const verifyEmailBody = z.strictObject({ token: z.string().regex(/^[\w-]{43}$/) })

/** What the link of a verification mail is good for. */
export const verificationDto = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('unknown') }),
  z.strictObject({
    /** open: it verifies the address. ended: it has expired, or is about an address that the account has no more. */
    state: z.enum(['open', 'verified', 'ended']),
    email: z.string(),
    /** Whose account it is about, as they called themselves. */
    name: z.string(),
  }),
])
export type VerificationDto = z.infer<typeof verificationDto>

const belongings = z.strictObject({ orders: z.int(), methods: z.int() })
/** What a guest has, in numbers. */
export type Belongings = z.infer<typeof belongings>

/** What a signed-in customer is told about things ordered or saved without signing in. */
export const joiningDto = z.strictObject({
  email: z.string(),
  isVerified: z.boolean(),
  /** When the last verification mail was filed; null before the first one, and once it isn't needed any more. */
  mailedAt: z.iso.datetime().nullable(),
  /** What this browser holds as a guest and the account hasn't got yet. */
  waiting: belongings.nullable(),
  /** What was added to the account within the last day. */
  joined: belongings.nullable(),
})
export type JoiningDto = z.infer<typeof joiningDto>
