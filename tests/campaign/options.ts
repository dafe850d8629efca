/** What `npm run campaign` was asked for. */
export type CampaignOptions = {
  charges: number
  seed: number
  /** Share of the calls to Stripe that something befalls, 0 to 1. */
  faults: number
  /** How often web or a worker is killed. */
  kills: number
  /** How often PostgreSQL is ended without a chance to tidy up. */
  crashes: number
  /** Whether the two programs that are known to charge twice run as well. */
  controls: boolean
  workers: number
  /** How many charges are asked for at the same time. */
  clients: number
}
