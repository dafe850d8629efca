'use client'

import Link from 'next/link'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { useAccountForm } from './use-account-form'

/** A new customer's account. `next` is where to go afterwards; the server decides whether it is one of ours. */
export function SignUpForm({ next }: { next: string | undefined }) {
  const { busy, problem, errors, submit } = useAccountForm('/api/auth/sign-up')
  return (
    <form action="/api/auth/sign-up" method="post" onSubmit={submit} className="grid gap-5">
      {next && <input type="hidden" name="next" value={next} />}
      <Field label="Name" name="name" autoComplete="name" required maxLength={100} error={errors.name} />
      <Field label="E-mail" name="email" type="email" autoComplete="username" required error={errors.email} />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint="At least 8 characters."
        required
        minLength={8}
        maxLength={128}
        error={errors.password}
      />
      {problem && (
        <Alert tone="danger" role="alert">
          {problem}
        </Alert>
      )}
      <Button type="submit" busy={busy} block>
        {busy ? 'Creating your account…' : 'Create account'}
      </Button>
      <p className="text-muted">
        Been here before?{' '}
        <Link href={{ pathname: '/sign-in', query: next ? { next } : {} }} className="text-link">
          Sign in
        </Link>
      </p>
    </form>
  )
}
