import { FileText, Undo2 } from 'lucide-react'
import { Link } from '@/components/ui/link'
import type { ReactNode } from 'react'

/** What stays in the customer's hands after saving. */
export function Pledges({ merchant }: { merchant: string }) {
  return (
    <section
      aria-labelledby="pledges"
      className="grid gap-10 rounded-stage bg-art-night px-6 py-10 text-art-paper sm:px-12 sm:py-14 lg:grid-cols-[1fr_1.6fr] lg:gap-16"
    >
      <h2 id="pledges" className="text-title">
        Your permission stays yours
      </h2>
      <div className="grid gap-10 sm:grid-cols-2">
        <Pledge icon={<FileText aria-hidden className="size-6" />} title="See what you agreed to">
          The exact words, kept as you saw them, with date and time. You can read and print them from{' '}
          <PledgeLink href="/wallet">your wallet</PledgeLink>.
        </Pledge>
        <Pledge icon={<Undo2 aria-hidden className="size-6" />} title="Take it back">
          Whenever you like, without a reason: remove Amazon Pay from{' '}
          <PledgeLink href="/wallet">your wallet</PledgeLink>. {merchant} can’t charge a permission that you have
          withdrawn. <PledgeLink href="/terms#cancellation">Other ways to withdraw it</PledgeLink>
        </Pledge>
      </div>
    </section>
  )
}

function Pledge({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div>
      <span className="text-signal">{icon}</span>
      <h3 className="mt-4 text-heading">{title}</h3>
      <p className="mt-2">{children}</p>
    </div>
  )
}

function PledgeLink({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      className="text-signal underline underline-offset-4 hover:decoration-2 focus-visible:outline-signal"
    >
      {children}
    </Link>
  )
}
