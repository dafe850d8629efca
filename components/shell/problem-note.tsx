import { Alert } from '@/components/ui/alert'
import { problemSentence } from '@/lib/domain/problems'

type Props = {
  problem: string | undefined
  /** Something may have been charged by that form. */
  paying?: boolean
}

/** What a form came back with, as `?problem=<code>`: it takes focus, so that it is read out. Nothing for a code that is not ours. */
export function ProblemNote({ problem, paying = false }: Props) {
  const sentence = problemSentence(problem, { paying })
  if (!sentence) return null
  return (
    <div className="mb-8">
      <Alert tone="danger" role="alert" tabIndex={-1} autoFocus>
        {sentence}
      </Alert>
    </div>
  )
}
