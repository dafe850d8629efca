import type { Metadata } from 'next'
import { Verification } from '@/components/auth/verification'
import { ProblemNote } from '@/components/shell/problem-note'
import { pageQuery } from '@/lib/contracts/search'
import { currentViewer } from '@/lib/server/auth/session'
import { viewVerification } from '@/lib/server/auth/view-verification'

export const metadata: Metadata = { title: 'Confirm your e-mail', robots: { index: false } }

/** Whoever has the link may open it, as often as they like: it only reads. */
export default async function VerifyEmailPage({ params, searchParams }: PageProps<'/verify-email/[token]'>) {
  const [{ token }, { problem }] = [await params, pageQuery.parse(await searchParams)]
  const [verification, viewer] = await Promise.all([viewVerification(token), currentViewer()])
  return (
    <div className="mx-auto max-w-2xl">
      {verification.state === 'open' && <ProblemNote problem={problem} />}
      <Verification token={token} verification={verification} isSignedIn={viewer !== null} />
    </div>
  )
}
