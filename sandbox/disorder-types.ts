import { z } from 'zod'

const share = z.number().min(0).max(1)

/**
 * How deliveries differ from Stripe's own order; what is not named stays. A seed makes the same events meet the same
 * fate again, counted from the moment it was set. `drop: true` and `false` are the switch of old, a share loses some.
 */
export const disorderSchema = z.strictObject({
  seed: z.int().min(0).exactOptional(),
  /** Deliveries of one window go out together when it ends, in random order. */
  shuffle: z.boolean().exactOptional(),
  /** How long a window lasts, by the world's clock. */
  windowSeconds: z
    .int()
    .min(1)
    .max(30 * 86_400)
    .exactOptional(),
  /** The share of events that an endpoint is sent twice. */
  duplicate: share.exactOptional(),
  drop: z.union([z.boolean(), share]).exactOptional(),
  /** The share of changes for which a second Event with another id is made. */
  secondEventId: share.exactOptional(),
  /** How long every delivery waits, by the world's clock. */
  delaySeconds: z
    .int()
    .min(0)
    .max(30 * 86_400)
    .exactOptional(),
  /** How many deliveries to one endpoint are under way at once. */
  parallel: z.int().min(1).max(100).exactOptional(),
})
export type DisorderCommand = z.infer<typeof disorderSchema>

export type DisorderSettings = {
  seed: number
  shuffle: boolean
  windowSeconds: number
  duplicate: number
  drop: number
  secondEventId: number
  delaySeconds: number
  parallel: number
}
