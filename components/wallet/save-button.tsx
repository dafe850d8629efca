import { Link } from '@/components/ui/link'
import type { ReactNode } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import type { SaveProgress } from './use-save-amazon-pay'
import type { LastTry } from './use-last-try'

/**
 * The button with everything said around it: what will happen, what is going on, what went wrong. `withoutScript` takes its
 * place where no script can run.
 */
export function SaveButton({ phase, problem, lastTry, withoutScript }: SaveProgress & { withoutScript: ReactNode }) {
  const busy = phase === 'opening' || phase === 'slow'
  return (
    <div className="grid gap-4">
      {lastTry && phase === 'idle' && <LastTryNote {...lastTry} />}
      {problem && (
        <Alert tone="danger" role="alert">
          {problem}
        </Alert>
      )}
      <div className="noscript:hidden">
        <Button type="submit" size="large" block busy={busy} aria-describedby="mandate-notice what-happens-next">
          {busy ? 'Opening Amazon…' : 'Save Amazon Pay'}
        </Button>
      </div>
      <noscript>{withoutScript}</noscript>
      <p role="status" className="text-muted empty:hidden">
        {phase === 'slow' ? 'Still working… Amazon will open in this window.' : null}
      </p>
      <p id="what-happens-next" className="text-sm text-muted">
        You’ll go to Amazon to approve, then come back here. Nothing is charged now. You have 10 minutes to approve.
      </p>
    </div>
  )
}

function LastTryNote({ id, hasEnded }: LastTry) {
  if (!hasEnded) {
    return (
      <Alert tone="info" role="status" title="You came back from Amazon without approving">
        Nothing was saved and nothing was charged. You can start again whenever you like.
      </Alert>
    )
  }
  return (
    <Alert tone="info" role="status" title="Your last try has ended">
      <Link href={`/return/${id}`} className="text-link">
        See how it went
      </Link>{' '}
      before you start another one.
    </Alert>
  )
}
