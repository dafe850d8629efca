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
