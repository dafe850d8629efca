import { z } from 'zod'

const word = z
  .string()
  .regex(/^\P{Cc}*$/u)
  .optional()
  .catch(undefined)

/** What our pages read from their query. A parameter that is repeated or odd counts as not given. */
export const pageQuery = z.object({ problem: word, next: word, mode: word, q: word, after: word })
