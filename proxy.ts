import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy, securityHeaders } from '@/lib/server/http/security-headers'

/**
 * Adds security headers and the nonce that lets our own scripts run. It guards nothing: who may see what is decided where
 * the data is read. A policy sent by the client is dropped, so that it cannot choose the nonce.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.set('x-nonce', nonce)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  for (const [name, value] of securityHeaders(request.nextUrl.pathname)) response.headers.set(name, value)
  return response
}

export const config = { matcher: '/((?!_next/static/).*)' }
