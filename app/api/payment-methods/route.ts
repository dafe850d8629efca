import { route } from '@/lib/server/http/route'
import { listSavedMethods } from '@/lib/server/payment-methods/list-saved-methods'

/** GET /api/payment-methods: the customer's saved methods, the default one first. */
export const GET = route({}, async ({ customer }) =>
  Response.json({ paymentMethods: await listSavedMethods(customer.id) }),
)
