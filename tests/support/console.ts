import { newMerchant } from './charging'
import { send, type Sent, signedIn } from './requests'
import { POST as cancelRoute } from '@/app/api/payments/[id]/cancel/route'
import { POST as captureRoute } from '@/app/api/payments/[id]/capture/route'
import { POST as refundRoute } from '@/app/api/payments/[id]/refunds/route'

type Route = Parameters<typeof send>[0]

/** One of the merchant's people with the console open: what they press is sent as its pages send it. */
export async function openConsole() {
  const viewer = await newMerchant()
  const cookie = await signedIn(viewer)
  const pressing = (route: Route, what: string) => post(route, { what, cookie })
  return {
    viewer,
    capture: pressing(captureRoute, 'capture'),
    cancel: pressing(cancelRoute, 'cancel'),
    refund: pressing(refundRoute, 'refunds'),
  }
}
export type Console = Awaited<ReturnType<typeof openConsole>>

/** Gives money back, and the refund as it was answered. */
export async function refunded({ refund }: Console, paymentId: string, json: object = {}) {
  const answer = await refund(paymentId, json)
  if (answer.status !== 200) throw new Error(`Refunding was answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as { id: string; state: string; amount: number; stripeRefundId: string }
}

/** The same buttons pressed by whoever this cookie says; undefined for nobody. */
export function buttonsOf(cookie: string | undefined) {
  return [
    post(captureRoute, { what: 'capture', cookie }),
    post(cancelRoute, { what: 'cancel', cookie }),
    post(refundRoute, { what: 'refunds', cookie }),
  ]
}

function post(route: Route, { what, cookie }: { what: string; cookie: string | undefined }) {
  return (id: string, json: object = {}, more: Partial<Sent> = {}): Promise<Response> =>
    send(route, { params: { id }, path: `/api/payments/${id}/${what}`, cookie, json, ...more })
}

/** An answer's status together with what it says: a problem's code, or the whole body. */
export async function said(answer: Response | Promise<Response>): Promise<unknown[]> {
  const { status, headers } = await answer
  if (status === 303) return [status, headers.get('location')]
  const body = (await (await answer).json()) as { code?: string }
  return [status, body.code ?? body]
}

/** Headers that make a repeated request the same one. */
export const keyed = (key: string): Partial<Sent> => ({ headers: { 'idempotency-key': key } })
