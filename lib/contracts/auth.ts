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
