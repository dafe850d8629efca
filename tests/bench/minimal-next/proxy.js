import { NextResponse } from 'next/server'

/** Nothing, for no request. Next would look for one in the folders above, and find the app's. */
export function proxy() {
  return NextResponse.next()
}

export const config = { matcher: '/never' }
