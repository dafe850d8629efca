import type { DashboardAction } from '../../../dashboard'
import type { ClockState, Outcomes, WebhooksCommand, WorldList } from '../../../control-types'
import type { FaultRule } from '../../../faults-rules'
import type { Unchanged, ViewQuery, WorldView } from '../../../view-types'

/** What the page may ask of the sandbox. Every function throws an Error whose message can be shown as it is. */
export const listWorlds = () => call<WorldList>('worlds')
export const readView = (secretKey: string, query: ViewQuery) => {
  const fields = Object.entries(query).map(([name, value]) => [name, String(value)])
  return call<WorldView | Unchanged>(`view?${new URLSearchParams(fields)}`, { secretKey })
}
export const advanceClock = (secretKey: string, advanceSeconds: number) =>
  call<ClockState>('clock', { secretKey, body: { advanceSeconds } })
export const changeOutcomes = (secretKey: string, body: Outcomes) => call<unknown>('outcomes', { secretKey, body })
export const changeWebhooks = (secretKey: string, body: WebhooksCommand) =>
  call<unknown>('webhooks', { secretKey, body })
export const setFaults = (secretKey: string, body: { rules: FaultRule[]; seed: number }) =>
  call<unknown>('faults', { secretKey, body })
export const actAtDashboard = (secretKey: string, body: DashboardAction) =>
  call<unknown>('dashboard', { secretKey, body })
export const resetWorld = (secretKey: string, everything: boolean) =>
  call<unknown>('reset', { secretKey, body: everything ? { everything } : {} })

async function call<Answer>(name: string, options: { secretKey?: string; body?: unknown } = {}): Promise<Answer> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (options.secretKey !== undefined) headers.Authorization = `Bearer ${options.secretKey}`
  const init: RequestInit = { headers, cache: 'no-store' }
  if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json'
    Object.assign(init, { method: 'POST', body: JSON.stringify(options.body) })
  }
  return readAnswer(await fetch(`/_sandbox/${name}`, init).catch(unreachable))
}

async function readAnswer<Answer>(response: Response): Promise<Answer> {
  const text = await response.text().catch(unreachable)
  try {
    // The shapes are those of control-types.ts, which the sandbox itself is compiled against.
    const body = JSON.parse(text) as Answer & { error?: { message?: string } }
    if (response.ok) return body
    throw new Error(body.error?.message ?? `The sandbox answered ${response.status}.`)
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(`The sandbox answered ${response.status} without JSON.`)
    throw error
  }
}

function unreachable(): never {
  throw new Error('The sandbox does not answer. It is asked again every 2 seconds.')
}
