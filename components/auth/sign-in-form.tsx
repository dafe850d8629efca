'use client'

import { Field } from '@/components/ui/field'
import { AccountForm } from './account-form'

export function SignInForm({ next }: { next: string | undefined }) {
  return (
    <AccountForm
      path="/api/auth/sign-in"
      next={next}
      label="Sign in"
      busyLabel="Signing in…"
      other={{ question: 'New here?', label: 'Create an account', mode: 'sign-up' }}
      fields={({ email, password }) => (
        <>
          <Field label="E-mail" name="email" type="email" autoComplete="username" required error={email} />
          <Field
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            error={password}
          />
        </>
      )}
    />
  )
}
