import { expect, it } from 'vitest'
import { startWith } from '../support/environment'

it('the mailbox is closed to everybody where Stripe is not the sandbox', async () => {
  startWith({ STRIPE_API_BASE: 'https://api.stripe.com', STRIPE_JS_URL: 'https://js.stripe.com/endive/stripe.js' })
  const { listNotifications } = await import('@/lib/server/notifications/list-notifications')
  await expect(listNotifications()).rejects.toThrow('The mailbox is a tool of the sandbox.')
})
