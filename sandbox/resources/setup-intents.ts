import type Stripe from 'stripe'
import { emit } from '../events'
import { idOf, newClientSecret, newId } from '../ids'
import { mayCancel, mayChangeMethod } from '../machines/setup-intent'
import { type Call, type Route, pathId, readCall } from '../wire/call'
import { StripeError, invalid, noSuch } from '../wire/errors'
import { page } from '../wire/list'
import { changedMetadata } from '../wire/metadata'
import { filled, missing, type Read } from '../wire/parameters'
import { refuseCheckoutsOwn } from './checkout-intent-guard'
import type { World } from '../world'
import { names, NOBODY, ownerNamed, wantedOwner } from './owner'
import { publicSetupIntent } from './public-setup-intent'
import { confirmSetup } from './setup-confirm'
import { cancelParams, confirmParams, createParams, listParams, updateParams } from './setup-intent-params'
import { broughtMethod, chosenTypes, mustBeAccepted, refuseForeign } from './intent-methods'
import { abandonSetup, change } from './setup-outcome'
import { spendToken } from './spend-token'

type SetupIntent = Readonly<Stripe.SetupIntent>

export const setupIntentRoutes: Route[] = [
  { method: 'POST', path: '/v1/setup_intents', handle: createSetupIntent },
  { method: 'GET', path: '/v1/setup_intents', handle: listSetupIntents },
  { method: 'GET', path: '/v1/setup_intents/:id', handle: retrieveSetupIntent, publishable: publicSetupIntent },
  { method: 'POST', path: '/v1/setup_intents/:id', handle: updateSetupIntent },
  { method: 'POST', path: '/v1/setup_intents/:id/confirm', handle: confirmSetupIntent, publishable: publicSetupIntent },
  { method: 'POST', path: '/v1/setup_intents/:id/cancel', handle: cancelSetupIntent },
]

function createSetupIntent(call: Call): Stripe.SetupIntent | StripeError {
  const asked = readCall(call, createParams)
  if (!asked.confirm) refuseWithoutConfirm(asked)
  const types = chosenTypes(call, asked)
  const owner = ownerNamed(call.world, asked) ?? NOBODY
  const blank = newSetupIntent(call.world, asked, { ...types, ...owner })
  const given = spendToken(call, asked, blank)
  const method = broughtMethod(call, given, blank)
  if (method) mustBeAccepted(blank, method.type)
  const setupIntent: Stripe.SetupIntent = method
    ? { ...blank, payment_method: method.id, status: 'requires_confirmation' }
    : blank
  call.world.store.put('setup_intents', setupIntent.id, setupIntent)
  emit(call.world, 'setup_intent.created', setupIntent)
  if (!given.confirm) return setupIntent
  const { mandate_data, return_url } = given
  return confirmSetup(call, setupIntent, { ...(mandate_data && { mandate_data }), ...(return_url && { return_url }) })
}

function retrieveSetupIntent(call: Call): SetupIntent {
  const { client_secret: secret } = readCall(call, { client_secret: filled() })
  return identified(call, secret)
}

function updateSetupIntent(call: Call): SetupIntent {
  const before = setupIntentInPath(call)
  const given = readCall(call, updateParams)
  if (METHOD_CHANGES.some((name) => given[name] !== undefined)) mayChangeMethod(before)
  const updated = withUpdates(call, before, given)
  const method = broughtMethod(call, given, updated)
  const kept = method ? undefined : call.world.store.get('payment_methods', idOf(before.payment_method) ?? '')
  if (kept && names(given)) refuseForeign(kept, updated)
  call.world.store.put('setup_intents', updated.id, updated)
  if (!method) return updated
  mustBeAccepted(updated, method.type)
  abandonSetup(call.world, updated.id)
  return change(call.world, updated.id, { do: 'give_method', paymentMethod: method.id })
}

/** What is settled once a setup has succeeded; its metadata, description and customer are not. */
const METHOD_CHANGES = [
  'allowed_payment_method_types',
  'excluded_payment_method_types',
  'payment_method',
  'payment_method_data',
  'payment_method_types',
] as const

function confirmSetupIntent(call: Call): Stripe.SetupIntent | StripeError {
  const asked = readCall(call, confirmParams)
  const found = identified(call, asked.client_secret)
  refuseCheckoutsOwn(call.world, found)
  const given = spendToken(call, asked, found)
  if (given.allowed_payment_method_types === undefined) return confirmSetup(call, found, given)
  const { allowed_payment_method_types } = given
  const narrowed = { ...found, ...chosenTypes(call, { allowed_payment_method_types }) }
  call.world.store.put('setup_intents', narrowed.id, narrowed)
  return confirmSetup(call, narrowed, given)
}

function cancelSetupIntent(call: Call): Stripe.SetupIntent {
  const setupIntent = setupIntentInPath(call)
  const { cancellation_reason: reason = null } = readCall(call, cancelParams)
  refuseCheckoutsOwn(call.world, setupIntent)
  mayCancel(setupIntent)
  abandonSetup(call.world, setupIntent.id)
  return change(call.world, setupIntent.id, { do: 'cancel', reason })
}

function listSetupIntents(call: Call): object {
  const { customer, customer_account, payment_method: method, created: within, ...paging } = readCall(call, listParams)
  const isWanted = wantedOwner(customer, customer_account)
  const rows = call.world.store
    .all('setup_intents')
    .filter(isWanted)
    .filter((each) => method === undefined || idOf(each.payment_method) === method)
    .filter((each) => within?.(each.created) ?? true)
  return page(rows, paging, { url: '/v1/setup_intents', noun: 'setupintent' })
}

/** A browser proves with the client secret that it may see this SetupIntent; a server may leave it out. */
function identified(call: Call, secret: string | undefined): SetupIntent {
  if (call.key === 'publishable' && secret === undefined) throw missing('client_secret')
  const setupIntent = setupIntentInPath(call)
  if (secret === undefined || secret === setupIntent.client_secret) return setupIntent
  const message = 'The client_secret provided does not match the client_secret associated with the SetupIntent.'
  throw invalid(message, { param: 'client_secret' })
}

function setupIntentInPath(call: Call): SetupIntent {
  const setupIntent = call.world.store.get('setup_intents', pathId(call))
  if (setupIntent) return setupIntent
  throw noSuch('setupintent', pathId(call), { param: 'intent', path: true })
}

/** What is settled before a SetupIntent is made. */
type Own = Pick<
  Stripe.SetupIntent,
  | 'allowed_payment_method_types'
  | 'automatic_payment_methods'
  | 'customer'
  | 'customer_account'
  | 'excluded_payment_method_types'
  | 'payment_method_types'
>

/** Not stored yet, and without a method. */
export function newSetupIntent(world: World, given: Partial<Read<typeof createParams>>, own: Own): Stripe.SetupIntent {
  const id = newId('setupIntent')
  return {
    id,
    object: 'setup_intent',
    ...own,
    application: null,
    cancellation_reason: null,
    client_secret: newClientSecret(id),
    created: world.now(),
    description: given.description ?? null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: changedMetadata({}, given.metadata ?? {}),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: null,
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: given.usage ?? 'off_session',
  }
}

function withUpdates(call: Call, before: SetupIntent, given: Read<typeof updateParams>): Stripe.SetupIntent {
  const { description, metadata } = given
  const choosesTypes =
    given.allowed_payment_method_types ?? given.excluded_payment_method_types ?? given.payment_method_types
  return {
    ...before,
    ...(choosesTypes && chosenTypes(call, given)),
    ...ownerNamed(call.world, given),
    ...(description !== undefined && { description }),
    ...(metadata !== undefined && { metadata: changedMetadata(before.metadata ?? {}, metadata) }),
  }
}

/** These only make sense together with `confirm=true` (docs.stripe.com/api/setup_intents/create). */
function refuseWithoutConfirm(given: Read<typeof createParams>): void {
  const name = (['confirmation_token', 'mandate_data', 'return_url', 'use_stripe_sdk'] as const).find(
    (each) => given[each] !== undefined,
  )
  if (!name) return
  const message = `The parameter \`${name}\` cannot be passed when creating a SetupIntent unless \`confirm\` is set to true.`
  throw new StripeError(400, { message, param: name }, true)
}
