import type { ApiKey, KeysCommand } from './api-keys'
import type {
  BalanceTotals,
  ClockState,
  Delivery,
  Journal,
  JournalEntry,
  JournalPage,
  Outcomes,
  RolledSecret,
  SentDelivery,
  Settings,
  WebhookSwitches,
  WebhooksCommand,
  WorldList,
  WorldState,
} from './control-types'
import type { DashboardAction, DashboardAnswer } from './dashboard'
import type { FaultRule, FaultState } from './faults-rules'
import type { WebhookRule } from './webhook-rules'

/** Everything a test may do to a world besides Stripe's own API. */
export type SandboxControl = ReturnType<typeof sandboxControl>

type Other = { replay: string } | { rollSecret: string }

/**
 * The controls of the world that `secretKey` opens, in the sandbox at `baseUrl`. Every call rejects, with the sandbox's
 * own sentence, when it refuses.
 */
export function sandboxControl(baseUrl: string, secretKey: string) {
  const call = async (method: 'GET' | 'POST', name: string, body?: object): Promise<unknown> => {
    const response = await fetch(new URL(`/_sandbox/${name}`, baseUrl), {
      method,
      headers: { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(`The sandbox refused ${name}: ${JSON.stringify(answer)}`)
    return answer
  }
  const journalPage = (page: JournalPage) => {
    const query = Object.entries(page).map(([name, value]) => [name, String(value)])
    return call('GET', `journal?${new URLSearchParams(query)}`) as Promise<Journal>
  }
  const dashboard = (action: DashboardAction) => call('POST', 'dashboard', action) as Promise<DashboardAnswer>
  const webhooks = (command: Exclude<WebhooksCommand, Other>) =>
    call('POST', 'webhooks', command) as Promise<WebhookSwitches>
  // The sandbox is typed with the very types named here.
  return {
    /** Whether there is a sandbox at all. */
    health: () => call('GET', 'health') as Promise<{ ok: true }>,
    /** Every world that has been opened, with its keys. */
    worlds: () => call('GET', 'worlds') as Promise<WorldList>,
    state: () => call('GET', 'state') as Promise<WorldState>,
    /** The newest requests first, as many as one page holds. */
    journal: async (): Promise<JournalEntry[]> => ((await call('GET', 'journal')) as Journal).requests,
    journalPage,
    /** Every request the journal holds, oldest first, or those after one of them. */
    wholeJournal: async (after = 'start'): Promise<JournalEntry[]> => {
      const requests: JournalEntry[] = []
      for (let more = true; more;) {
        const page = await journalPage({ after: requests.at(-1)?.id ?? after, limit: 10_000 })
        for (const request of page.requests) requests.push(request)
        more = page.more
      }
      return requests
    },
    /** Empties the world; endpoints, rules and settings stay unless `everything` goes. */
    reset: (everything = false) => call('POST', 'reset', { everything }),
    clock: () => call('GET', 'clock') as Promise<ClockState>,
    /** Answers once everything that falls due on the way has happened. */
    advanceClock: (advanceSeconds: number) => call('POST', 'clock', { advanceSeconds }) as Promise<ClockState>,
    /** What comes next, and every setting; answers all settings. */
    outcomes: (outcomes: Outcomes) => call('POST', 'outcomes', outcomes) as Promise<Settings>,
    pauseWebhooks: () => webhooks({ pause: true }),
    resumeWebhooks: () => webhooks({ resume: true }),
    dropWebhooks: (drop: boolean) => webhooks({ drop }),
    /** How deliveries differ from Stripe's order: shuffled, doubled, lost, late, several at once. */
    webhooks,
    /** What befalls single events and deliveries; replaces the rules, and none end them. */
    webhookRules: (rules: WebhookRule[], seed = 0) => webhooks({ rules, seed }),
    /** A new signing secret; the former one signs as well for so long. */
    rollSecret: (endpoint: string, expiresInSeconds = 0) =>
      call('POST', 'webhooks', { rollSecret: endpoint, expiresInSeconds }) as Promise<RolledSecret>,
    delivery: (id: string) => call('GET', `deliveries/${id}`) as Promise<SentDelivery>,
    /** Makes a restricted key, or ends one. */
    keys: (command: KeysCommand) => call('POST', 'keys', command) as Promise<ApiKey>,
    /** The restricted keys there are. */
    keyList: async (): Promise<ApiKey[]> => ((await call('GET', 'keys')) as { keys: ApiKey[] }).keys,
    /** Sends an event again to everybody who listens, or to one endpoint; answers the deliveries after they were tried. */
    replay: async (event: string, endpoint?: string): Promise<Delivery[]> =>
      ((await call('POST', 'webhooks', { replay: event, ...(endpoint && { endpoint }) })) as { deliveries: Delivery[] })
        .deliveries,
    /** Replaces the rules; none end all faults. */
    faults: (rules: FaultRule[], seed = 0) => call('POST', 'faults', { rules, seed }) as Promise<FaultState>,
    faultState: () => call('GET', 'faults') as Promise<FaultState>,
    /** What a person does at the Dashboard, at Amazon or at their bank: refund, contest, detach, revoke, cancel. */
    dashboard,
    /** Refunds in the Dashboard; answers the refund's id. */
    refund: async (payment: string, more: { amount?: number } = {}): Promise<string> =>
      idOf(await dashboard({ refund: payment, ...more })),
    /** The customer contests a payment; answers the dispute's id. */
    dispute: async (payment: string, more: { kind?: 'chargeback' | 'claim'; amount?: number } = {}): Promise<string> =>
      idOf(await dashboard({ dispute: payment, ...more })),
    balance: () => call('GET', 'balance') as Promise<BalanceTotals>,
  }
}

function idOf({ id }: DashboardAnswer): string {
  if (id === undefined) throw new Error('The sandbox named nothing.')
  return id
}
