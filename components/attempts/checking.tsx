import { Spinner } from '@/components/ui/spinner'

/** Stands beside the words that say what is being waited for. Without a script nothing checks, so it says how to look. */
export function Checking() {
  return (
    <>
      <p className="flex items-center gap-3 text-base text-muted noscript:hidden">
        <Spinner />
        Checking…
      </p>
      <noscript>
        <p className="text-base">
          <a href="?" className="text-link">
            Look again
          </a>
        </p>
      </noscript>
    </>
  )
}
