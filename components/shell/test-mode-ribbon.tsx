import { FlaskConical } from 'lucide-react'
import { Link } from '@/components/ui/link'

/** Stays on every page for as long as the keys are test keys, so that nobody mistakes play money for money. */
export function TestModeRibbon({ sandboxUrl }: { sandboxUrl: string | undefined }) {
  return (
    <aside aria-label="Test mode" className="bg-art-ink text-art-paper print:hidden forced-colors:border-b">
      <p className="mx-auto flex max-w-page flex-wrap items-center gap-x-2 px-4 py-1 text-sm sm:px-6">
        <FlaskConical aria-hidden className="size-4 shrink-0 text-signal max-sm:hidden" />
        <span className="py-1 font-medium">Test mode: no real money moves.</span>
        {sandboxUrl && (
          <>
            <a href={sandboxUrl} className={LINK}>
              Open sandbox
            </a>
            <Link href="/mailbox" className={LINK}>
              Mailbox
            </Link>
          </>
        )}
      </p>
    </aside>
  )
}

const LINK =
  'inline-flex min-h-9 items-center text-signal underline underline-offset-4 hover:decoration-2 focus-visible:outline-signal'
