import type {
  ClockState,
  Delivery,
  Journal,
  JournalEntry,
  Outcomes,
  Settings,
  WebhookSwitches,
  WorldState,
} from '../../sandbox/control-types'

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
  // The sandbox is typed with the very types named here.
  return {
    state: () => call('GET', 'state') as Promise<WorldState>,
    journal: async (): Promise<JournalEntry[]> => ((await call('GET', 'journal')) as Journal).requests,
    reset: (everything = false) => call('POST', 'reset', { everything }),
    clock: () => call('GET', 'clock') as Promise<ClockState>,
    advanceClock: (advanceSeconds: number) => call('POST', 'clock', { advanceSeconds }) as Promise<ClockState>,
    outcomes: (outcomes: Outcomes) => call('POST', 'outcomes', outcomes) as Promise<Settings>,
    pauseWebhooks: () => call('POST', 'webhooks', { pause: true }) as Promise<WebhookSwitches>,
    resumeWebhooks: () => call('POST', 'webhooks', { resume: true }) as Promise<WebhookSwitches>,
    dropWebhooks: (drop: boolean) => call('POST', 'webhooks', { drop }) as Promise<WebhookSwitches>,
    replay: async (event: string): Promise<Delivery[]> =>
      ((await call('POST', 'webhooks', { replay: event })) as { deliveries: Delivery[] }).deliveries,
  }
}
