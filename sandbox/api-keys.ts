import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { World } from './world'
import { RESOURCES, type Resource } from './wire/permissions'

export type Permissions = { [resource in Resource]?: 'read' | 'write' }
/** A restricted key that somebody made. Times are unix seconds of the world's clock. */
export type ApiKey = {
  key: string
  name: string | null
  /** Null for a key that may do everything. */
  permissions: Permissions | null
  created: number
  expiresAt: number | null
}

const permissions = z.partialRecord(z.enum(RESOURCES), z.enum(['read', 'write']))

/**
 * `POST /_sandbox/keys` makes a restricted key, as the Dashboard does, and answers `ApiKey`; with `expire` it ends one.
 * `GET /_sandbox/keys` answers `{keys: ApiKey[]}`.
 */
export const keysSchema = z.union([
  z.strictObject({ expire: z.string().startsWith('rk_test_'), inSeconds: z.int().min(0).exactOptional() }),
  z.strictObject({
    permissions: permissions.exactOptional(),
    name: z.string().min(1).max(100).exactOptional(),
    expiresInSeconds: z.int().min(1).exactOptional(),
  }),
])
export type KeysCommand = z.infer<typeof keysSchema>

/** Null when a key is to end that was never made here. */
export function changeKeys(world: World, command: KeysCommand): ApiKey | null {
  return world.transaction(() => {
    const key = 'expire' in command ? expired(world, command) : newKey(world, command)
    if (key) world.store.put('api_keys', key.key, key)
    return key
  })
}

function newKey(world: World, given: Exclude<KeysCommand, { expire: string }>): ApiKey {
  const { expiresInSeconds: seconds } = given
  return {
    // Random, so that no such key is ever the name of a world.
    key: `rk_test_${randomBytes(24).toString('hex')}`,
    name: given.name ?? null,
    permissions: given.permissions ?? null,
    created: world.now(),
    expiresAt: seconds === undefined ? null : world.now() + seconds,
  }
}

function expired(world: World, { expire, inSeconds = 0 }: { expire: string; inSeconds?: number }): ApiKey | null {
  const key = world.store.get('api_keys', expire)
  return key ? { ...key, expiresAt: world.now() + inSeconds } : null
}
