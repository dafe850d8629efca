import type { SetupIntent, StripeError } from '@stripe/stripe-js'
import { encodeForm } from './form'

export type SetupIntentAnswer = { setupIntent: SetupIntent; error?: undefined } | { error: StripeError }

export type Api = {
  get(path: string, params: Record<string, unknown>): Promise<SetupIntentAnswer>
  post(path: string, params: Record<string, unknown>): Promise<SetupIntentAnswer>
}

/**
 * Stripe's API as a browser reaches it: the publishable key travels in the query or the form, never in a header, so
 * that the browser asks no permission (CORS preflight) first. Nothing here throws: failures are answers.
 */
export function createApi(base: string, key: string): Api {
  return {
    get: (path, params) => send(`${base}${path}?${encodeForm({ key, ...params })}`, { method: 'GET' }),
    post: (path, params) => send(`${base}${path}`, { method: 'POST', body: encodeForm({ ...params, key }) }),
  }
}

async function send(url: string, init: RequestInit): Promise<SetupIntentAnswer> {
  let response: Response
  try {
    response = await fetch(url, {
      ...init,
      headers: { Accept: 'application/json' },
      credentials: 'omit',
      cache: 'no-store',
    })
  } catch {
    return { error: CONNECTION_ERROR }
  }
  return read(response)
}

async function read(response: Response): Promise<SetupIntentAnswer> {
  try {
    // The body is Stripe's; its shape is fixed by the API version this script was written for.
    const body = (await response.json()) as SetupIntent & { error?: StripeError }
    if (response.ok) return { setupIntent: body }
    return { error: body.error ?? apiError(response.status) }
  } catch {
    // A connection severed inside the body and an answer that is no JSON look alike from here.
    return { error: response.ok ? CONNECTION_ERROR : apiError(response.status) }
  }
}

const CONNECTION_ERROR: StripeError = {
  type: 'api_connection_error',
  message:
    'We are experiencing issues connecting to our payments provider. Please check your internet connection and try again.',
}

function apiError(status: number): StripeError {
  return { type: 'api_error', message: `An unexpected error occurred (HTTP ${status}). Please try again.` }
}
