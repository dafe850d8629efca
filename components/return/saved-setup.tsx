import { Link } from '@/components/ui/link'

type Props = { usage: 'on_session' | 'off_session'; mandateId: string; isHosted: boolean }

/** More about what a try at saving has saved. */
export function SavedSetup({ usage, mandateId, isHosted }: Props) {
  return (
    <div className="grid gap-2">
      <p className="font-semibold">
        {usage === 'off_session' ? 'It may be charged while you’re away.' : 'It is only used while you’re here.'}
      </p>
      <p>
        <Link href={`/mandates/${mandateId}`} className="text-link">
          See what you agreed to
        </Link>
      </p>
      {!isHosted && (
        <p className="text-sm text-muted">Which card or account Amazon charges is up to you, at pay.amazon.com.</p>
      )}
    </div>
  )
}
