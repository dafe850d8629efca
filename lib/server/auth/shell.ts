import 'server-only'
import { connection } from 'next/server'
import { env, isLivemode, isSandboxConfigured } from '../env'
import { currentViewer } from './session'

/** What every page's frame shows. Waits for a request, so that no page is rendered ahead of time without its nonce. */
export async function shellProps() {
  await connection()
  const viewer = await currentViewer()
  return {
    viewer: viewer && { name: viewer.name, role: viewer.role },
    merchant: env().MERCHANT_NAME,
    testMode: !isLivemode(),
    ...(isSandboxConfigured() && { sandboxUrl: env().STRIPE_API_BASE }),
  }
}
