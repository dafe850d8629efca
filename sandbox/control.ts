import { type Context, Hono } from 'hono'
import { z } from 'zod'
import {
  type ControlError,
  type Journal,
  type Outcomes,
  type Settings,
  type WorldList,
  clockSchema,
  outcomesSchema,
  resetSchema,
  webhooksSchema,
} from './control-types'
import { loopbackHost } from './loopback-host'
import type { OpenWorld } from './open-world'
import { resetWorld } from './reset'
import { worldState } from './state'
import { headerKey, parseKey } from './wire/auth'
import { readBody } from './wire/body'
import { StripeError } from './wire/errors'

type ControlOptions = { openWorld: (suffix: string) => OpenWorld; worlds: () => OpenWorld[] }

/** `/_sandbox/*`: what a test or a person at the page may do to a world. Never part of Stripe's API. */
export function control({ openWorld, worlds }: ControlOptions): Hono {
  const app = new Hono()
  app.get('/_sandbox/health', (context) => context.json({ ok: true }))
  app.get('/_sandbox/worlds', loopbackHost, (context) => context.json(worldList(worlds())))
  const opened = (context: Context) => openWorld(secretKeySuffix(context))
  readings(app, opened)
  commands(app, opened)
  app.all('/_sandbox/*', (context) => context.json(problem('There is no such control.'), 404))
  app.onError((error, context) => {
    if (error instanceof StripeError) return context.json(problem(error.message), error.status === 401 ? 401 : 400)
    if (error instanceof BadRequest) return context.json(problem(error.message), 400)
    throw error
  })
  return app
}

type Opened = (context: Context) => OpenWorld

function readings(app: Hono, opened: Opened): void {
  app.get('/_sandbox/state', (context) => context.json(worldState(opened(context).world)))
  app.get('/_sandbox/clock', (context) => context.json(opened(context).world.clock()))
  app.get('/_sandbox/journal', (context) => {
    const journal: Journal = { requests: opened(context).world.store.all('journal').reverse() }
    return context.json(journal)
  })
}

function commands(app: Hono, opened: Opened): void {
  app.post('/_sandbox/clock', async (context) => {
    const { world, scheduler } = opened(context)
    scheduler.advance((await read(context, clockSchema)).advanceSeconds)
    return context.json(world.clock())
  })
  app.post('/_sandbox/outcomes', async (context) => {
    const { world } = opened(context)
    const outcomes = await read(context, outcomesSchema)
    world.transaction(() => world.change({ settings: merged(world.settings, outcomes) }))
    return context.json(world.settings)
  })
  app.post('/_sandbox/reset', async (context) => {
    const { world } = opened(context)
    resetWorld(world, (await read(context, resetSchema)).everything ?? false)
    return context.json({ reset: true })
  })
  app.post('/_sandbox/webhooks', (context) => switchWebhooks(context, opened(context)))
}

class BadRequest extends Error {}

async function switchWebhooks(context: Context, { world, deliveries }: OpenWorld): Promise<Response> {
  const command = await read(context, webhooksSchema)
  if ('replay' in command) {
    if (!world.store.get('events', command.replay)) throw new BadRequest(`There is no event ${command.replay}.`)
    return context.json({ deliveries: await deliveries.replay(command.replay) })
  }
  world.transaction(() => {
    if ('drop' in command) world.change({ dropped: command.drop })
    else world.change({ paused: 'pause' in command })
  })
  return context.json({ paused: world.record.paused, dropped: world.record.dropped })
}

function worldList(worlds: OpenWorld[]): WorldList {
  return { worlds: worlds.map(({ world }) => ({ suffix: world.suffix, accountId: world.accountId, ...world.keys })) }
}

function merged(settings: Settings, { setupDecline, setupExpiry, ...plain }: Outcomes): Settings {
  return {
    ...settings,
    ...plain,
    setupDecline: { ...settings.setupDecline, ...setupDecline },
    setupExpiry: { ...settings.setupExpiry, ...setupExpiry },
  }
}

function secretKeySuffix(context: Context): string {
  const key = parseKey(headerKey(context.req.header('authorization')))
  if (key.kind === 'secret') return key.suffix
  throw new StripeError(401, { message: "The sandbox's controls need a secret key (sk_test_…)." })
}

/** An empty body counts as `{}`. */
async function read<Schema extends z.ZodType>(context: Context, schema: Schema): Promise<z.infer<Schema>> {
  const text = await readBody(context)
  let body: unknown
  try {
    body = text === '' ? {} : JSON.parse(text)
  } catch {
    throw new BadRequest('The body is not JSON.')
  }
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'The body'}: ${message}.`)
  throw new BadRequest(problems.join(' '))
}

function problem(message: string): ControlError {
  return { error: { message } }
}
