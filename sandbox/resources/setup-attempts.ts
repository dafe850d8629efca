import { idOf } from '../ids'
import { type Route, readCall } from '../wire/call'
import { noSuch } from '../wire/errors'
import { created, page, pageParams } from '../wire/list'
import { filled, required } from '../wire/parameters'

export const setupAttemptRoutes: Route[] = [
  {
    method: 'GET',
    path: '/v1/setup_attempts',
    handle: (call) => {
      const params = { ...pageParams, created: created(), setup_intent: required(filled()) }
      const { setup_intent: intent, created: within, ...paging } = readCall(call, params)
      if (!call.world.store.get('setup_intents', intent)) throw noSuch('setupintent', intent, { param: 'setup_intent' })
      const rows = call.world.store
        .all('setup_attempts')
        .filter((each) => idOf(each.setup_intent) === intent && (within?.(each.created) ?? true))
      return page(rows, paging, { url: '/v1/setup_attempts', noun: 'setup_attempt' })
    },
  },
]
