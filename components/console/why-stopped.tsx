/** Why the worker could not finish: the sentence, and what led to it for whoever has to mend it. */
export function WhyStopped({ lastError }: { lastError: string | null }) {
  if (!lastError) return <span>It left no reason.</span>
  return (
    <div className="grid wrap-anywhere">
      <span>{sentenceOf(lastError)}</span>
      <details className="text-sm text-muted">
        <summary className="inline-flex min-h-11 cursor-pointer items-center wide:min-h-0">Details</summary>
        <code>{lastError}</code>
      </details>
    </div>
  )
}

// "AppError: Stripe is away. (payment_provider_unavailable) ← Error: …" begins with what a person wants to know.
function sentenceOf(lastError: string): string {
  const [outermost = ''] = lastError.split(' ← ')
  return outermost.replace(/^\w+: /, '').replace(/ \([a-z_]+\)$/, '')
}
