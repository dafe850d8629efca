import { placeOrderBody } from '@/lib/contracts/checkout'
import { requireBuyerOrGuest } from '@/lib/server/auth/buyer'
import { clientAddress } from '@/lib/server/http/client-address'
import { idempotencyKey } from '@/lib/server/http/idempotency-key'
import { countTry } from '@/lib/server/http/rate-limit'
import { openRoute } from '@/lib/server/http/route'
import { seeOther } from '@/lib/server/http/see-other'
import { placeOrder } from '@/lib/server/orders/place-order'

/** POST /api/orders: orders products at the shop's own prices, signed in or as a guest. 201 with the order; a form goes on to paying. */
export const POST = openRoute(
  { body: placeOrderBody, form: fromForm, formPage: '/' },
  async ({ body: { attemptKey, ...body }, request, requestId, isForm }) => {
    const key = idempotencyKey(request.headers, attemptKey)
    const address = clientAddress(request.headers)
    if (address) await countTry('order', address)
    const { buyer, cookie } = await requireBuyerOrGuest()
    const order = await placeOrder({ ...body, buyer, requestId, idempotencyKey: key })
    const response = isForm ? seeOther(`/checkout/${order.id}`) : Response.json(order, { status: 201 })
    if (cookie) response.headers.append('set-cookie', cookie)
    return response
  },
)

// A field per product, such as item:<id>=2; nothing or 0 means none.
function fromForm(fields: Record<string, string>) {
  const items = Object.entries(fields).flatMap(([name, value]) =>
    name.startsWith('item:') && value.trim() !== '' && value.trim() !== '0'
      ? [{ productId: name.slice('item:'.length), quantity: Number(value) }]
      : [],
  )
  const { email, attemptKey } = fields
  return { items, ...(email?.trim() && { email: email.trim() }), attemptKey }
}
