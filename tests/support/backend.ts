// Before anything of Next's: its request storage is made of what its server puts into the global scope.
import 'next/dist/server/node-environment-baseline'
import { afterAll } from 'vitest'
import { startBackend } from './stack'

/** The database and the sandbox's world of one integration test file, and the variables that lib/server reads. */
export const backend = await startBackend()
Object.assign(process.env, backend.env)

afterAll(async () => {
  const { db } = await import('@/lib/server/db')
  await db().$disconnect()
  await backend.drop()
})
