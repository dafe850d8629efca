import type { BodyName } from './body-rules'

/** Who can be meant by a cookie; nobody has none. */
export type Who = 'rider' | 'other' | 'guest' | 'merchant' | 'nobody'

/** Our ids of what the requests are about: all of it the rider's. */
export type Things = {
  productId: string
  /** A plan they have subscribed to, and the subscription. */
  planId: string
  subscriptionId: string
  /** A list of one charge of the customer's, $12.00. */
  draft: string
  customerId: string
  noticeId: string
  methodId: string
  openOrder: string
  unpaidOrder: string
  paidPayment: string
  heldPayment: string
  otherHeldPayment: string
  webhookSecret: string
  cronSecret: string
}

/** One mutating route, with a request that it takes, and what is said to those who may not send it. */
export type ShopRoute = {
  name: string
  method: 'POST' | 'DELETE'
  path: (id: string) => string
  /** What the path names; null when it names nothing. */
  id: string | null
  by: Who
  /** Somebody else's cookie, and the code they are answered with. */
  others: Partial<Record<Who, string>>
  /** Null where no body is read. */
  json: object | null
  made: BodyName | null
  /** Null where no form is taken. */
  form: Record<string, string> | null
  badForms: Record<string, string>[]
  key: 'needed' | 'read' | 'ignored'
  /** Whether it takes a file as well, in a form of its own kind. */
  takesFiles?: boolean
  /** Anything else it takes; made anew for each request. */
  headers?: () => [string, string][]
  /** What it answers when nothing is wrong; null when it is not asked, because there is nothing it could do. */
  answers: number | null
  /** Whether it may be asked again and again. */
  repeats: boolean
}

/** What most routes have in common: nothing. */
export const PLAIN = {
  method: 'POST',
  id: null,
  by: 'nobody',
  others: {},
  json: null,
  made: null,
  form: null,
  badForms: [],
  key: 'ignored',
  answers: 200,
  repeats: false,
} satisfies Partial<ShopRoute>
export const NO_ADDRESSES = ['', 'x', 'a@b', 'a b@c.de']

/** The same form once for each way in which one of its fields is wrong. */
export function wrong(form: Record<string, string>, fields: Record<string, string[]>): Record<string, string>[] {
  return Object.entries(fields).flatMap(([name, bad]) => bad.map((value) => ({ ...form, [name]: value })))
}
