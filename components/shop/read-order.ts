import { type PlaceOrderBody, placeOrderBody } from '@/lib/contracts/checkout'

/** What to change: `items`, `email`, or a product's id. */
export type OrderErrors = Partial<Record<string, string>>

type Read = { body: PlaceOrderBody; errors?: never } | { body: null; errors: OrderErrors }

const ITEM = 'item:'

/** What the order form says, or what is wrong with it. */
export function readOrder(form: FormData): Read {
  const items = [...form].flatMap(([name, value]) =>
    name.startsWith(ITEM) && Number(value) !== 0
      ? [{ productId: name.slice(ITEM.length), quantity: Number(value) }]
      : [],
  )
  const email = String(form.get('email') ?? '').trim()
  const read = placeOrderBody.safeParse({ items, ...(email && { email }) })
  if (read.success) return { body: read.data }
  return { body: null, errors: errorsOf(read.error.issues, items) }
}

/** Issues of ours or the server's, each beside what it is about. */
export function errorsOf(
  issues: readonly { path: PropertyKey[] | string; message: string }[],
  items: PlaceOrderBody['items'],
): OrderErrors {
  const errors: OrderErrors = {}
  for (const { path, message } of issues) {
    const [field, place] = typeof path === 'string' ? path.split('.') : path.map(String)
    const item = place === undefined ? undefined : items[Number(place)]
    errors[item?.productId ?? field ?? 'items'] ??= message
  }
  return errors
}
