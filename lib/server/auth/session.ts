import 'server-only'
import { APIError } from 'better-auth/api'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { AppError } from '@/lib/domain/errors'
import { auth } from './auth'
import { customerIdOf } from './store'

export type Viewer = { userId: string; name: string; email: string; role: 'customer' | 'merchant' }
export type SignedInCustomer = { id: string; userId: string; name: string; email: string }

/** Whoever is signed in on this request, or null. Read from the database each time: a sign-out takes effect at once. */
export const currentViewer = cache(async (): Promise<Viewer | null> => {
  const session = await auth()
    .api.getSession({ headers: await headers() })
    .catch((error: unknown) => {
      throw isOutage(error) ? databaseAway(error) : error
    })
  if (!session) return null
  const { id, name, email, role } = session.user
  return { userId: id, name, email, role: role === 'merchant' ? 'merchant' : 'customer' }
})

// The library reads nothing but the database here, and does not say why it could not.
function isOutage(error: unknown): boolean {
  return error instanceof APIError && error.statusCode >= 500
}

function databaseAway(cause: unknown): AppError {
  return new AppError('database_unavailable', 'Something is down on our side.', { cause, retryAfterSeconds: 5 })
}

/** The signed-in customer, for endpoints. Throws `unauthenticated` or, for the merchant's people, `forbidden`. */
export async function requireCustomer(): Promise<SignedInCustomer> {
  const viewer = await requireViewer()
  if (viewer.role !== 'customer') throw new AppError('forbidden', 'This is for customers.')
  return customerOf(viewer)
}

/** Whoever is signed in, for endpoints that both customers and the merchant's people may call. Throws `unauthenticated`. */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await currentViewer()
  if (!viewer) throw new AppError('unauthenticated', 'Sign in first.')
  return viewer
}

/** One of the merchant's people, for endpoints. Throws `unauthenticated` or, for customers, `forbidden`. */
export async function requireMerchantViewer(): Promise<Viewer> {
  const viewer = await requireViewer()
  requireMerchant(viewer)
  return viewer
}

/** The signed-in customer, for pages: everybody else is asked to sign in and comes back to `path`. */
export async function requireCustomerOrSignIn(path: string): Promise<SignedInCustomer> {
  const viewer = await currentViewer()
  if (!viewer) redirect(`/sign-in?next=${encodeURIComponent(path)}`)
  if (viewer.role !== 'customer') redirect('/console?problem=forbidden')
  return customerOf(viewer)
}

/** The merchant's people, for pages: customers are sent to their wallet, everybody else to sign in. */
export async function requireMerchantOrSignIn(path: string): Promise<Viewer> {
  const viewer = await currentViewer()
  if (!viewer) redirect(`/sign-in?next=${encodeURIComponent(path)}`)
  if (viewer.role !== 'merchant') redirect('/wallet?problem=forbidden')
  return viewer
}

/** Lets only the merchant's people go on; data that is theirs alone is read behind this. */
export function requireMerchant({ role }: Viewer): void {
  if (role !== 'merchant') throw new AppError('forbidden', 'This is for the merchant’s people.')
}

/** The customer behind a viewer. */
export async function customerOf({ userId, name, email }: Viewer): Promise<SignedInCustomer> {
  return { id: await customerIdOf(userId), userId, name, email }
}
