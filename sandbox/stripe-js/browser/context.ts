import type { Api } from './api'
import type { PendingConfirmations } from './pending-confirmations'

/** What one `Stripe(key)` works with. */
export type Context = {
  api: Api
  /** Origin of the API and of the elements' frames. */
  base: string
  key: string
  pending: PendingConfirmations
}
