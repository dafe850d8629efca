'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button, type ButtonLook } from './button'

type Props = ButtonLook & { children: ReactNode; busyLabel: string }

/** Sends its form, once: while the answer is awaited it can't be pressed again. A page that Back brings back is ready again. */
export function SubmitButton({ children, busyLabel, ...look }: Props) {
  const anchor = useRef<HTMLSpanElement>(null)
  const [isBusy, setBusy] = useState(false)

  useEffect(() => {
    const form = anchor.current?.closest('form')
    const begin = () => setBusy(true)
    const end = () => setBusy(false)
    form?.addEventListener('submit', begin)
    window.addEventListener('pageshow', end)
    return () => {
      form?.removeEventListener('submit', begin)
      window.removeEventListener('pageshow', end)
    }
  }, [])

  return (
    <>
      <span ref={anchor} hidden />
      <Button {...look} type="submit" busy={isBusy}>
        {isBusy ? busyLabel : children}
      </Button>
    </>
  )
}
