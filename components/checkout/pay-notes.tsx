import { Alert } from '@/components/ui/alert'
import type { Leaving, Way } from './use-leaving'

/** Under a way to pay: what is going on, and what went wrong. */
export function PayNotes({ way, leaving: { at, waiting, problem } }: { way: Way; leaving: Leaving }) {
  return (
    <>
      <p role="status" className="text-muted empty:hidden">
        {at === way ? waiting : null}
      </p>
      {problem?.at === way && (
        <Alert tone="danger" role="alert">
          {problem.text}
        </Alert>
      )}
    </>
  )
}
