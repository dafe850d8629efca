import { Spinner } from '@/components/ui/spinner'

/** Stands beside the words that say what is being waited for. */
export function Checking() {
  return (
    <p className="flex items-center gap-3 text-base text-muted">
      <Spinner />
      Checking…
    </p>
  )
}
