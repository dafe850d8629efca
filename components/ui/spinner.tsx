import { LoaderCircle } from 'lucide-react'

/** Decoration beside words that say what is going on; where motion is unwelcome it stands still. */
export function Spinner() {
  return <LoaderCircle aria-hidden className="size-[1.15em] shrink-0 motion-safe:animate-spin" />
}
