import { Inbox } from 'lucide-react'
import type { Metadata } from 'next'
import { connection } from 'next/server'
import { notFound } from 'next/navigation'
import { MailList } from '@/components/mailbox/mail-list'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { isSandboxConfigured } from '@/lib/server/env'
import { listNotifications } from '@/lib/server/notifications/list-notifications'

export const metadata: Metadata = { title: 'Mailbox' }

/** Nobody signs in here: it is a tool of the sandbox, which is there only while the shop is on this machine. */
export default async function MailboxPage() {
  await connection()
  if (!isSandboxConfigured()) notFound()
  const mails = await listNotifications()
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title="Mailbox" lead="The shop’s latest e-mails to anybody, on this machine only." />
      {mails.length > 0 ? (
        <MailList mails={mails} />
      ) : (
        <EmptyState icon={Inbox} title="No e-mails yet">
          Place an order and pay for it: the receipt appears here a moment later. Load the page again to see what is
          new.
        </EmptyState>
      )}
    </div>
  )
}
