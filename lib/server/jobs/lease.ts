import 'server-only'

/** Thrown to stop at once: the lease ran out, and somebody else carries the command out now. */
export class LeaseLost extends Error {
  constructor(jobId: string) {
    super(`The lease on job ${jobId} ran out.`)
    this.name = 'LeaseLost'
  }
}

/** Thrown by a command that a person has to look at: asking Stripe again would change nothing. */
export class NeedsPerson extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause })
    this.name = 'NeedsPerson'
  }
}

/** What a command may do with the lease it runs under. */
export type Lease = {
  /** Called before every call that changes something at Stripe: prolongs the lease, or throws LeaseLost. */
  renew: () => Promise<void>
}

/** How a command ended: carried out, or not its turn yet. */
export type Ending = { done: true } | { done: false; waitSeconds: number }
export const DONE: Ending = { done: true }
