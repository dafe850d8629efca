import type { StripeError } from '@stripe/stripe-js'
import { encodeForm } from './form'

export type ApiAnswer<T> = { value: T; error?: undefined } | { error: StripeError; value?: undefined }

/** Callers name the type they ask for: it is fixed by the path and the API version this script was written for. */
export type Api = {
  get<T>(path: string, params: Record<string, unknown>): Promise<ApiAnswer<T>>
  post<T>(path: string, params: Record<string, unknown>): Promise<ApiAnswer<T>>
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

async function send<T>(url: string, init: RequestInit): Promise<ApiAnswer<T>> {
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
  return read<T>(response)
}

async function read<T>(response: Response): Promise<ApiAnswer<T>> {
  try {
    // The body is Stripe's: the object asked for, or its envelope of an error.
    const body = (await response.json()) as T & { error?: StripeError }
    if (response.ok) return { value: body }
    return { error: body.error ?? apiError(response.status) }
  } catch {
    // A connection severed inside the body and an answer that is no JSON look alike from here.
    return { error: response.ok ? CONNECTION_ERROR : apiError(response.status) }
  }
}

/** Nobody knows what became of the request. */
export const CONNECTION_ERROR: StripeError = {
  type: 'api_connection_error',
  message:
    'We are experiencing issues connecting to our payments provider. Please check your internet connection and try again.',
}

function apiError(status: number): StripeError {
  return { type: 'api_error', message: `An unexpected error occurred (HTTP ${status}). Please try again.` }
}
