'use client'

import { useEffect } from 'react'
import { forgetLeaving } from '@/lib/browser/back-from-amazon'

/** The customer came back from Amazon the right way, so nobody has to be told that they pressed Back. */
export function ForgetLeaving() {
  useEffect(() => forgetLeaving(), [])
  return null
}
