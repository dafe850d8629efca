import { restartDisorder } from './disorder'
import { forgetFaults, restartFaults } from './faults'
import { DEFAULT_SETTINGS } from './inferred'
import type { TableName } from './tables'
import { restartWebhookRules } from './webhook-rules'
import type { World } from './world'

const WIPED: TableName[] = [
  'customers',
  'deleted_customers',
  'customer_accounts',
  'payment_methods',
  'used_up_methods',
  'setup_intents',
  'setup_attempts',
  'mandates',
  'payment_intents',
  'charges',
  'refunds',
  'disputes',
  'balance_transactions',
  'checkout_sessions',
  'checkout_plans',
  'products',
  'prices',
  'subscriptions',
  'invoices',
  'invoice_payments',
  'redirects',
  'payment_redirects',
  'events',
  'deliveries',
  'outgoing',
  'unreached',
  'timers',
  'idempotency',
  'journal',
]

/** Starts a world afresh at real time. Endpoints and settings stay, unless everything is to go. */
export function resetWorld(world: World, everything: boolean): void {
  world.transaction(() => {
    for (const table of WIPED) world.store.clear(table)
    world.forgetTime()
    world.change({ clockOffsetSeconds: 0 })
    restartFaults(world)
    restartDisorder(world)
    restartWebhookRules(world)
    if (!everything) return
    world.store.clear('webhook_endpoints')
    world.store.clear('disorder')
    for (const table of ['api_keys', 'former_secrets', 'webhook_rules'] as const) world.store.clear(table)
    forgetFaults(world)
    const settings = { ...DEFAULT_SETTINGS, country: world.settings.country }
    world.change({ paused: false, dropped: false, settings })
  })
}
