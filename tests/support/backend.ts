// Before anything of Next's: its request storage is made of what its server puts into the global scope.
import 'next/dist/server/node-environment-baseline'
import { afterAll, expect } from 'vitest'
import { startBackend } from './stack'

// Every test holds for both models of customers. One run tries each file by one of them, half of the files each; a run that
// names a model tries all of them by it.
process.env.STRIPE_CUSTOMER_MODEL ||= modelFor(expect.getState().testPath)

/** The database and the sandbox's world of one integration test file, and the variables that lib/server reads. */
export const backend = await startBackend()
Object.assign(process.env, backend.env)

afterAll(async () => {
  const { db } = await import('@/lib/server/db')
  await db().$disconnect()
  await backend.drop()
})

function modelFor(file = ''): 'customer' | 'account' {
  const name = file.split(/[\\/]/).at(-1) ?? ''
  return [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 2 === 0 ? 'customer' : 'account'
}
