import { type Route, pathId, readCall } from '../wire/call'
import { noSuch } from '../wire/errors'

export const mandateRoutes: Route[] = [
  {
    method: 'GET',
    path: '/v1/mandates/:id',
    handle: (call) => {
      readCall(call, {})
      const mandate = call.world.store.get('mandates', pathId(call))
      if (mandate) return mandate
      throw noSuch('mandate', pathId(call), { param: 'id', path: true })
    },
  },
]
