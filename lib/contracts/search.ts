import { z } from 'zod'

const word = z
  .string()
  .regex(/^\P{Cc}*$/u)
  .optional()
  .catch(undefined)

/** What our pages read from their query. A parameter that is repeated or odd counts as not given. */
export const pageQuery = z.object({ problem: word, next: word, mode: word, q: word, after: word })

/** What Stripe puts into the address that customers come back to from its hosted page, where it looks like one. */
export const sessionQuery = z.object({
  session_id: z
    .string()
    .regex(/^cs_(test|live)_[A-Za-z0-9]{1,200}$/)
    .optional()
    .catch(undefined),
})
