import { type Context, Hono } from 'hono'
import { z } from 'zod'
import {
  type ControlError,
  type Outcomes,
  type SentDelivery,
  type Settings,
  type WorldList,
  clockSchema,
  journalSchema,
  outcomesSchema,
  resetSchema,
  webhooksSchema,
} from './control-types'
import { changeKeys, keysSchema } from './api-keys'
import { changeDisorder } from './disorder'
import { faultState, setFaults } from './faults'
import { faultsSchema } from './faults-rules'
import { readJournal } from './journal'
import { actAtDashboard, dashboardSchema } from './dashboard'
import { balanceTotals } from './ledger'
import { loopbackHost } from './loopback-host'
import type { OpenWorld } from './open-world'
import { resetWorld } from './reset'
import { webhookSwitches, worldState } from './state'
import { worldView } from './view'
import { viewSchema } from './view-types'
import { sentBody } from './webhook-body'
import { setWebhookRules } from './webhook-rules'
import { rollSecret } from './webhook-secrets'
import { type Key, headerKey } from './wire/auth'
import { readBody } from './wire/body'
import { StripeError } from './wire/errors'
import type { World } from './world'

type ControlOptions = {
  openWorld: (suffix: string) => OpenWorld
  worlds: () => OpenWorld[]
  /** @throws StripeError 401 */
  readKey: (key: string | undefined) => Key
}

/** `/_sandbox/*`: what a test or a person at the page may do to a world. Never part of Stripe's API. */
export function control({ openWorld, worlds, readKey }: ControlOptions): Hono {
  const app = new Hono()
  app.get('/_sandbox/health', (context) => context.json({ ok: true }))
  app.get('/_sandbox/worlds', loopbackHost, (context) => context.json(worldList(worlds())))
  const suffixOf = (context: Context) => secretSuffix(readKey(headerKey(context.req.header('authorization'))))
  const opened = (context: Context) => openWorld(suffixOf(context))
  readings(app, opened)
  // The world is opened after the body has arrived: until then the sandbox may have stopped.
  const told: Told = async (context, schema) => {
    const suffix = suffixOf(context)
    const body = await read(context, schema)
    return { ...openWorld(suffix), body }
  }
  faults(app, { opened, told })
  keys(app, { opened, told })
  commands(app, told)
  const known = app.routes.map(({ method, path }) => `${method} ${path}`).join(', ')
  app.all('/_sandbox/*', (context) => context.json(problem(`There is no such control. There are ${known}.`), 404))
  app.onError((error, context) => {
    if (error instanceof StripeError) return context.json(problem(error.message), statusOf(error))
    if (error instanceof BadRequest) return context.json(problem(error.message), 400)
    throw error
  })
  return app
}

function statusOf({ status }: StripeError): 400 | 401 | 503 {
  return status === 401 || status === 503 ? status : 400
}

type Opened = (context: Context) => OpenWorld
type Told = <Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
) => Promise<OpenWorld & { body: z.infer<Schema> }>
type Both = { opened: Opened; told: Told }

function readings(app: Hono, opened: Opened): void {
  app.get('/_sandbox/state', (context) => context.json(worldState(opened(context).world)))
  app.get('/_sandbox/view', (context) =>
    context.json(worldView(opened(context).world, parsed(viewSchema, context.req.query()))),
  )
  app.get('/_sandbox/balance', (context) => context.json(balanceTotals(opened(context).world)))
  app.get('/_sandbox/clock', (context) => context.json(opened(context).world.clock()))
  app.get('/_sandbox/deliveries/:id', (context) =>
    context.json(sentDelivery(opened(context).world, context.req.param('id'))),
  )
  app.get('/_sandbox/journal', (context) => {
    const page = parsed(journalSchema, context.req.query())
    const journal = readJournal(opened(context).world, page)
    if (!journal) throw new BadRequest(`The journal does not hold ${page.after}, or no longer.`)
    return context.json(journal)
  })
}

function faults(app: Hono, { opened, told }: Both): void {
  app.get('/_sandbox/faults', (context) => context.json(faultState(opened(context).world)))
  app.post('/_sandbox/faults', async (context) => {
    const { world, body } = await told(context, faultsSchema)
    return context.json(setFaults(world, body))
  })
}

function keys(app: Hono, { opened, told }: Both): void {
  app.get('/_sandbox/keys', (context) => context.json({ keys: opened(context).world.store.all('api_keys') }))
  app.post('/_sandbox/keys', async (context) => {
    const { world, body } = await told(context, keysSchema)
    const key = changeKeys(world, body)
    if (!key) throw new BadRequest('No such key was made here.')
    return context.json(key)
  })
}

function commands(app: Hono, told: Told): void {
  app.post('/_sandbox/clock', async (context) => {
    const { world, scheduler, body } = await told(context, clockSchema)
    scheduler.advance(body.advanceSeconds)
    return context.json(world.clock())
  })
  app.post('/_sandbox/outcomes', async (context) => {
    const { world, body: outcomes } = await told(context, outcomesSchema)
    world.transaction(() => world.change({ settings: merged(world.settings, outcomes) }))
    return context.json(world.settings)
  })
  app.post('/_sandbox/dashboard', async (context) => {
    const { world, body: action } = await told(context, dashboardSchema)
    return context.json(actAtDashboard(world, action))
  })
  app.post('/_sandbox/reset', async (context) => {
    const { world, body } = await told(context, resetSchema)
    resetWorld(world, body.everything ?? false)
    return context.json({ reset: true })
  })
  app.post('/_sandbox/webhooks', async (context) => switchWebhooks(context, await told(context, webhooksSchema)))
}

class BadRequest extends Error {}

function sentDelivery(world: World, id: string): SentDelivery {
  const delivery = world.store.get('deliveries', id)
  const sent = delivery && sentBody(world, delivery)
  if (!delivery || !sent) throw new BadRequest(`There is no delivery ${id}, or its endpoint is gone.`)
  const { url, body } = sent
  return { ...delivery, type: world.store.get('events', delivery.event)?.type ?? '', url, body }
}

type WebhookCommand = { body: z.infer<typeof webhooksSchema> }

async function switchWebhooks(context: Context, opened: OpenWorld & WebhookCommand): Promise<Response> {
  const { world, deliveries, body: command } = opened
  if ('replay' in command) {
    const { replay, endpoint } = command
    if (!world.store.get('events', replay)) throw new BadRequest(`There is no event ${replay}.`)
    if (endpoint !== undefined && world.store.get('webhook_endpoints', endpoint)?.status !== 'enabled') {
      throw new BadRequest(`There is no enabled endpoint ${endpoint}.`)
    }
    return context.json({ deliveries: await deliveries.replay(replay, endpoint) })
  }
  if ('rollSecret' in command) {
    const rolled = rollSecret(world, command.rollSecret, command.expiresInSeconds ?? 0)
    if (!rolled) throw new BadRequest(`There is no endpoint ${command.rollSecret}.`)
    return context.json(rolled)
  }
  world.transaction(() => {
    if ('pause' in command || 'resume' in command) world.change({ paused: 'pause' in command })
    else if ('rules' in command) setWebhookRules(world, command)
    else changeDisorder(world, command)
  })
  return context.json(webhookSwitches(world))
}

function worldList(worlds: OpenWorld[]): WorldList {
  return { worlds: worlds.map(({ world }) => ({ suffix: world.suffix, accountId: world.accountId, ...world.keys })) }
}

/** Of a decline only the named members change. */
function merged(settings: Settings, outcomes: Outcomes): Settings {
  return {
    ...settings,
    ...outcomes,
    setupDecline: { ...settings.setupDecline, ...outcomes.setupDecline },
    setupExpiry: { ...settings.setupExpiry, ...outcomes.setupExpiry },
    paymentDecline: { ...settings.paymentDecline, ...outcomes.paymentDecline },
    paymentExpiry: { ...settings.paymentExpiry, ...outcomes.paymentExpiry },
    offSessionDecline: { ...settings.offSessionDecline, ...outcomes.offSessionDecline },
    refundTooLate: { ...settings.refundTooLate, ...outcomes.refundTooLate },
  }
}

function secretSuffix({ kind, suffix, restricted }: Key): string {
  if (kind === 'secret' && !restricted) return suffix
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
  return parsed(schema, body)
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'The body'}: ${message}.`)
  throw new BadRequest(problems.join(' '))
}

function problem(message: string): ControlError {
  return { error: { message } }
}
