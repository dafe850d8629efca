'use client'

import Link from 'next/link'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { useAccountForm } from './use-account-form'

/** E-mail and password. `next` is where to go afterwards; the server decides whether it is one of ours. */
export function SignInForm({ next }: { next: string | undefined }) {
  const { busy, problem, errors, submit } = useAccountForm('/api/auth/sign-in')
  return (
    <form action="/api/auth/sign-in" method="post" onSubmit={submit} className="grid gap-5">
      {next && <input type="hidden" name="next" value={next} />}
      <Field label="E-mail" name="email" type="email" autoComplete="username" required error={errors.email} />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        error={errors.password}
      />
      {problem && (
        <Alert tone="danger" role="alert">
          {problem}
        </Alert>
      )}
      <Button type="submit" busy={busy} block>
        {busy ? 'Signing in…' : 'Sign in'}
      </Button>
      <p className="text-muted">
        New here?{' '}
        <Link href={{ pathname: '/sign-in', query: { mode: 'sign-up', ...(next && { next }) } }} className="text-link">
          Create an account
        </Link>
      </p>
    </form>
  )
}
