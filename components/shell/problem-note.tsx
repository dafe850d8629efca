import { Alert } from '@/components/ui/alert'
import { problemSentence } from '@/lib/domain/problems'

/** What a form came back with, as `?problem=<code>`. Shows nothing for a code that is not ours. */
export function ProblemNote({ problem }: { problem: string | undefined }) {
  const sentence = problemSentence(problem)
  if (!sentence) return null
  return (
    <div className="mb-8">
      <Alert tone="danger" role="alert">
        {sentence}
      </Alert>
    </div>
  )
}
