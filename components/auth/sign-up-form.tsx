'use client'

import { Field } from '@/components/ui/field'
import { AccountForm } from './account-form'

export function SignUpForm({ next }: { next: string | undefined }) {
  return (
    <AccountForm
      path="/api/auth/sign-up"
      next={next}
      label="Create account"
      busyLabel="Creating your account…"
      other={{ question: 'Been here before?', label: 'Sign in' }}
      fields={({ name, email, password }) => (
        <>
          <Field label="Name" name="name" autoComplete="name" required maxLength={100} error={name} />
          <Field label="E-mail" name="email" type="email" autoComplete="username" required error={email} />
          <Field
            label="Password"
            name="password"
            type="password"
            autoComplete="new-password"
            hint="At least 8 characters."
            required
            minLength={8}
            maxLength={128}
            error={password}
          />
        </>
      )}
    />
  )
}
