import type { Metadata } from 'next'
import { FailedCharge } from '@/components/recovery/failed-charge'
import { isTrouble, LinkEnded, LinkNotOpened } from '@/components/recovery/link-ended'
import { ReloadWhenKept } from '@/components/shell/reload-when-kept'
import { pageQuery } from '@/lib/contracts/search'
import { shellProps } from '@/lib/server/auth/shell'
import { viewRecovery } from '@/lib/server/recovery/view-recovery'

export const metadata: Metadata = { title: 'Pay a failed charge', robots: { index: false } }

/**
 * Where the link in a mail leads, on any device and without signing in. It only shows: mail programs open links by themselves.
 * Everything that may go wrong with a link looks the same.
 */
export default async function RecoverPage({ params, searchParams }: PageProps<'/recover/[token]'>) {
  const { token } = await params
  const [recovery, { merchant }] = await Promise.all([viewRecovery(token), shellProps()])
  if (!recovery) {
    const { problem } = pageQuery.parse(await searchParams)
    return isTrouble(problem) ? <LinkNotOpened problem={problem} /> : <LinkEnded />
  }
  return (
    <>
      <ReloadWhenKept />
      <FailedCharge recovery={recovery} token={token} merchant={merchant} />
    </>
  )
}
