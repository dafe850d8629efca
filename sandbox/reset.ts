import { restartDisorder } from './disorder'
import { restartFaults } from './faults'
import { DEFAULT_SETTINGS } from './inferred'
import type { TableName } from './tables'
import { restartWebhookRules } from './webhook-rules'
import type { World } from './world'

/** What somebody has set up, not what has happened. */
const SET_UP: TableName[] = [
  'webhook_endpoints',
  'former_secrets',
  'webhook_rules',
  'disorder',
  'api_keys',
  'fault_seed',
  'fault_rules',
]

/** Starts a world afresh at real time. What was set up stays, unless everything is to go. */
export function resetWorld(world: World, everything: boolean): void {
  world.transaction(() => {
    world.store.clearAllBut(everything ? ['world'] : ['world', ...SET_UP])
    world.forgetTime()
    world.change({ clockOffsetSeconds: 0 })
    if (everything) forgetSwitches(world)
    else restartRules(world)
  })
}

function forgetSwitches(world: World): void {
  const settings = { ...DEFAULT_SETTINGS, country: world.settings.country }
  world.change({ paused: false, dropped: false, settings })
}

function restartRules(world: World): void {
  restartFaults(world)
  restartDisorder(world)
  restartWebhookRules(world)
}
