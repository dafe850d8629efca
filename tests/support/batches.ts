import { NextRequest } from 'next/server'
import { backend } from './backend'
import { newMerchant } from './charging'
import { send, signedIn } from './requests'
import { POST as commandRoute } from '@/app/api/charge-batches/[id]/[command]/route'
import { GET as outcomeRoute } from '@/app/api/charge-batches/[id]/outcome/route'
import { GET as viewRoute } from '@/app/api/charge-batches/[id]/route'
import { POST as startRoute } from '@/app/api/charge-batches/[id]/start/route'
import { POST as makeRoute } from '@/app/api/charge-batches/route'
import { type ChargeBatchDto, chargeBatchDto } from '@/lib/contracts/charge-batches'
import type { LineOutcome } from '@/lib/domain/charge-batch'
import type { Viewer } from '@/lib/server/auth/session'
import { viewBatchPage } from '@/lib/server/charge-batches/view-batch'
import { db } from '@/lib/server/db'

export type Desk = { merchant: Viewer; cookie: string }

/** One of the merchant's people with the console open. */
export async function openDesk(): Promise<Desk> {
  const merchant = await newMerchant()
  return { merchant, cookie: await signedIn(merchant) }
}

type Upload = { cookie?: string; key?: string; name?: string; referer?: string }

/** Sends a file as the page's own form does, and gives the answer as it is. */
export async function upload(content: string | Uint8Array<ArrayBuffer>, sent: Upload = {}): Promise<Response> {
  const { cookie, key = crypto.randomUUID(), name = 'rides.csv', referer = '/console/charges' } = sent
  const form = new FormData()
  form.set('attemptKey', key)
  form.set('file', new File([content], name, { type: 'text/csv' }))
  // Only fetch itself writes the boundary that separates the parts.
  const { headers, body } = new Request(backend.origin, { method: 'POST', body: form })
  const all = { 'content-type': headers.get('content-type') ?? '', referer: `${backend.origin}${referer}` }
  const bytes = body && (await new Response(body).bytes())
  return send(async (plain, context) => makeRoute(withBody(plain, bytes), context), { cookie, headers: all })
}

function withBody(request: NextRequest, body: Uint8Array<ArrayBuffer> | null): NextRequest {
  return new NextRequest(request.url, { method: 'POST', headers: request.headers, body })
}

/** Uploads a list that is taken, and gives the draft's id. */
export async function drafted({ cookie }: Desk, content: string): Promise<string> {
  const answer = await upload(content, { cookie })
  const id = /^\/console\/charges\/([0-9a-f-]{36})$/.exec(answer.headers.get('location') ?? '')?.[1]
  if (!id) throw new Error(`Uploading was answered ${answer.status} ${answer.headers.get('location')}.`)
  return id
}

/** A list as its file: who is charged how many cents for what. */
export function csvOf(rows: readonly (readonly [who: string, amount: string, description: string])[]): string {
  const lines = rows.map(([who, amount, description]) => `${who},${amount},usd,${description}`)
  return ['customer,amount,currency,description', ...lines].join('\n')
}

export async function start({ cookie }: { cookie?: string }, id: string, json: object): Promise<Response> {
  return send(startRoute, { cookie, json, params: { id } })
}

export async function command({ cookie }: { cookie?: string }, id: string, name: string): Promise<Response> {
  return send(commandRoute, { cookie, params: { id, command: name } })
}

/** Confirms with the right figures. */
export async function started(desk: Desk, id: string): Promise<void> {
  const { totals } = await seen(desk, id)
  const ready = totals.filter(({ outcome }) => outcome === 'waiting')
  const count = ready.reduce((sum, one) => sum + one.count, 0)
  const sums = Object.fromEntries(ready.map(({ currency, amount }) => [currency, amount]))
  const answer = await start(desk, id, { count, sums, again: true })
  if (answer.status !== 200) throw new Error(`Starting was answered ${answer.status} ${await answer.text()}.`)
}

/** How far it is, as it is told to whoever asks. */
export async function seen({ cookie }: { cookie?: string }, id: string): Promise<ChargeBatchDto> {
  return chargeBatchDto.parse(await (await send(viewRoute, { method: 'GET', cookie, params: { id } })).json())
}

/** How many lines have come to what. */
export async function counts(desk: Desk, id: string): Promise<Partial<Record<LineOutcome, number>>> {
  return Object.fromEntries((await seen(desk, id)).totals.map(({ outcome, count }) => [outcome, count]))
}

export async function outcomeFile({ cookie }: { cookie?: string }, id: string): Promise<Response> {
  return send(outcomeRoute, { method: 'GET', cookie, params: { id } })
}

/** Its lines, by their numbers. */
export async function linesOf({ merchant }: Desk, id: string) {
  const page = await viewBatchPage(id, merchant, { outcome: 'all', after: undefined })
  return page?.lines ?? []
}

/** As much budget as anybody could want, or none. */
export async function fillBudget(tokens: number): Promise<void> {
  await db().$executeRaw`update bulk_budget set tokens = ${tokens}::float8, filled_at = now()`
}
