import type {
  BalanceTotals,
  ClockState,
  Delivery,
  Journal,
  JournalEntry,
  JournalPage,
  Outcomes,
  Settings,
  WebhookSwitches,
  WorldState,
} from '../../sandbox/control-types'
import type { DashboardAction, DashboardAnswer } from '../../sandbox/dashboard'
import type { DisorderCommand } from '../../sandbox/disorder-types'
import type { FaultRule, FaultState } from '../../sandbox/faults-rules'

/** Everything a test may do to a world besides Stripe's own API. */
export type SandboxControl = ReturnType<typeof sandboxControl>

/** The controls of the world that `secretKey` opens, in the sandbox at `baseUrl`. Rejects when the sandbox refuses. */
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
  // The sandbox is typed with the very types named here.
  return {
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
    reset: (everything = false) => call('POST', 'reset', { everything }),
    clock: () => call('GET', 'clock') as Promise<ClockState>,
    advanceClock: (advanceSeconds: number) => call('POST', 'clock', { advanceSeconds }) as Promise<ClockState>,
    outcomes: (outcomes: Outcomes) => call('POST', 'outcomes', outcomes) as Promise<Settings>,
    pauseWebhooks: () => call('POST', 'webhooks', { pause: true }) as Promise<WebhookSwitches>,
    resumeWebhooks: () => call('POST', 'webhooks', { resume: true }) as Promise<WebhookSwitches>,
    dropWebhooks: (drop: boolean) => call('POST', 'webhooks', { drop }) as Promise<WebhookSwitches>,
    /** How deliveries differ from Stripe's order: shuffled, doubled, lost, late, several at once. */
    webhooks: (disorder: DisorderCommand) => call('POST', 'webhooks', disorder) as Promise<WebhookSwitches>,
    /** Replaces the rules; none end all faults. */
    faults: (rules: FaultRule[], seed = 0) => call('POST', 'faults', { rules, seed }) as Promise<FaultState>,
    faultState: () => call('GET', 'faults') as Promise<FaultState>,
    /** What a person does at the Dashboard, at Amazon or at their bank: refund, contest, detach, revoke, cancel. */
    dashboard: (action: DashboardAction) => call('POST', 'dashboard', action) as Promise<DashboardAnswer>,
    /** Refunds in the Dashboard; answers the refund's id. */
    refund: async (payment: string, more: { amount?: number } = {}): Promise<string> =>
      idOf((await call('POST', 'dashboard', { refund: payment, ...more })) as DashboardAnswer),
    /** The customer contests a payment; answers the dispute's id. */
    dispute: async (payment: string, more: { kind?: 'chargeback' | 'claim'; amount?: number } = {}): Promise<string> =>
      idOf((await call('POST', 'dashboard', { dispute: payment, ...more })) as DashboardAnswer),
    balance: () => call('GET', 'balance') as Promise<BalanceTotals>,
    replay: async (event: string): Promise<Delivery[]> =>
      ((await call('POST', 'webhooks', { replay: event })) as { deliveries: Delivery[] }).deliveries,
  }
}

function idOf({ id }: DashboardAnswer): string {
  if (id === undefined) throw new Error('The sandbox named nothing.')
  return id
}
