import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { MandateDocument } from '@/components/mandates/mandate-document'
import { PrintButton } from '@/components/mandates/print-button'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { idParams } from '@/lib/contracts/setups'
import { currentViewer } from '@/lib/server/auth/session'
import { viewMandate } from '@/lib/server/mandates/view-mandate'

export const metadata: Metadata = { title: 'What was agreed' }

export default async function MandatePage({ params }: PageProps<'/mandates/[id]'>) {
  const { id } = await params
  const viewer = await currentViewer()
  if (!viewer) redirect(`/sign-in?next=${encodeURIComponent(`/mandates/${id}`)}`)
  const mandate = idParams.safeParse({ id }).success ? await viewMandate(id, viewer) : null
  if (!mandate) notFound()
  const isMerchant = viewer.role === 'merchant'
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader
        title={isMerchant ? `What ${mandate.customerName} agreed to` : 'What you agreed to'}
        lead="The words exactly as they were on screen. They are never changed afterwards."
        back={isMerchant ? { href: '/console', label: 'Console' } : { href: '/wallet', label: 'Wallet' }}
        actions={<PrintButton />}
      />
      <Card>
        <MandateDocument mandate={mandate} />
      </Card>
    </div>
  )
}
