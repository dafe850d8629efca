import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInForm } from '@/components/auth/sign-in-form'
import { SignUpForm } from '@/components/auth/sign-up-form'
import { ProblemNote } from '@/components/shell/problem-note'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { pageQuery } from '@/lib/contracts/search'
import { nextPath } from '@/lib/domain/next-path'
import { currentViewer } from '@/lib/server/auth/session'

export async function generateMetadata({ searchParams }: PageProps<'/sign-in'>): Promise<Metadata> {
  const { mode } = pageQuery.parse(await searchParams)
  return { title: mode === 'sign-up' ? 'Create your account' : 'Sign in' }
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { mode, next, problem } = pageQuery.parse(await searchParams)
  const viewer = await currentViewer()
  if (viewer) redirect(viewer.role === 'merchant' && next === undefined ? '/console' : nextPath(next))
  const isNew = mode === 'sign-up'
  return (
    <div className="mx-auto max-w-md">
      <PageHeader title={isNew ? 'Create your account' : 'Sign in'} />
      <ProblemNote problem={problem} />
      <Card>{isNew ? <SignUpForm next={next} /> : <SignInForm next={next} />}</Card>
    </div>
  )
}
