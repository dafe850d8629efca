import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { query } from '../../scripts/launcher/database.mjs'
import { backend } from '../support/backend'
import { madeUpEvent, signedRequest } from '../support/webhooks'
import { freePort } from '../../scripts/launcher/ports.mjs'

type Holder = { prisma?: { $disconnect: () => Promise<void> } | undefined }
const holder = globalThis as Holder
const connected: Holder = {}

beforeEach(() => {
  connected.prisma = holder.prisma
})
afterEach(async () => {
  vi.unstubAllEnvs()
  vi.resetModules()
  if (holder.prisma !== connected.prisma) await holder.prisma?.$disconnect()
  holder.prisma = connected.prisma
})

/** The app as a process that was started with this database. */
async function startedOn(databaseUrl: string) {
  vi.stubEnv('DATABASE_URL', databaseUrl)
  vi.resetModules()
  delete holder.prisma
  // Not through tests/support, whose modules would start a backend of their own.
  const { POST } = await import('@/app/api/webhooks/stripe/route')
  const { db } = await import('@/lib/server/db')
  const { isReady } = await import('@/lib/server/http/readiness')
  const deliver = (event: object) => POST(signedRequest(event), { params: Promise.resolve({}) })
  return { deliver, db, isReady }
}

const answerOf = async (response: Response) => ({
  status: response.status,
  code: ((await response.json()) as { code?: string }).code,
  retryAfter: response.headers.get('retry-after'),
})
const AWAY = { status: 503, code: 'database_unavailable', retryAfter: '5' }

describe('a database that is away', () => {
  it('makes Stripe deliver an event again instead of losing it', async () => {
    const url = new URL(backend.databaseUrl)
    url.port = String(await freePort())
    const { deliver, isReady } = await startedOn(url.href)
    expect(await answerOf(await deliver(madeUpEvent()))).toEqual(AWAY)
    expect(await isReady()).toBe(false)
  })

  it('that dropped all connections is used again at once', async () => {
    const { deliver, db, isReady } = await startedOn(backend.databaseUrl)
    await Promise.all(Array.from({ length: 10 }, () => db().$queryRaw`select 1 from pg_sleep(0.05)`))
    await query(
      backend.databaseUrl,
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    await vi.waitFor(async () => expect((await deliver(madeUpEvent())).status).toBe(200), { timeout: 5000 })
    expect(await isReady()).toBe(true)
  })

  it('whose connections are all taken is refused in seconds, not waited for', async () => {
    const { deliver, db } = await startedOn(backend.databaseUrl)
    const taken = Promise.allSettled(Array.from({ length: 10 }, () => db().$queryRaw`select 1 from pg_sleep(6)`))
    const began = performance.now()
    expect(await answerOf(await deliver(madeUpEvent()))).toEqual(AWAY)
    expect(performance.now() - began).toBeLessThan(5000)
    await query(
      backend.databaseUrl,
      "select pg_cancel_backend(pid) from pg_stat_activity where datname = current_database() and query like '%pg_sleep(6)%' and pid <> pg_backend_pid()",
    )
    await taken
  })
})
