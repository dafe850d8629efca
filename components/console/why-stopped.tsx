/** Why the worker could not finish: the sentence, and what led to it for whoever has to mend it. */
export function WhyStopped({ lastError }: { lastError: string | null }) {
  if (!lastError) return <span>It left no reason.</span>
  return (
    <div className="grid wrap-anywhere">
      <span>{sentenceOf(lastError)}</span>
      <details className="text-sm text-muted">
        {/* It keeps the display it has: any other takes its triangle away. */}
        <summary className="cursor-pointer py-3 wide:py-0">Details</summary>
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
