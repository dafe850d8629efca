import { z } from 'zod'
import { ERROR_CODES } from '../domain/errors'

/** An RFC 9457 problem document, as every JSON error of ours is. */
export const problemDto = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  code: z.enum(ERROR_CODES),
  detail: z.string(),
  requestId: z.string(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
export type ProblemDto = z.infer<typeof problemDto>
