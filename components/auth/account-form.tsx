'use client'

import { Link } from '@/components/ui/link'
import type { ReactNode } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { useAccountForm } from './use-account-form'

type Props = {
  path: '/api/auth/sign-in' | '/api/auth/sign-up'
  /** Where to go afterwards; the server decides whether it is one of ours. */
  next: string | undefined
  label: string
  busyLabel: string
  /** The fields, given what is wrong with each. */
  fields: (errors: Record<string, string>) => ReactNode
  other: { question: string; label: string; mode?: 'sign-up' }
}

/** What signing in and signing up have in common. */
export function AccountForm({ path, next, label, busyLabel, fields, other }: Props) {
  const { busy, problem, errors, submit } = useAccountForm(path)
  return (
    <form action={path} method="post" onSubmit={submit} className="grid gap-5">
      {next && <input type="hidden" name="next" value={next} />}
      {fields(errors)}
      {problem && (
        <Alert tone="danger" role="alert">
          {problem}
        </Alert>
      )}
      <Button type="submit" busy={busy} block>
        {busy ? busyLabel : label}
      </Button>
      <p className="text-muted">
        {other.question}{' '}
        <Link
          href={{ pathname: '/sign-in', query: { ...(other.mode && { mode: other.mode }), ...(next && { next }) } }}
          className="text-link"
        >
          {other.label}
        </Link>
      </p>
    </form>
  )
}
