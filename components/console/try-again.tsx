import { Button } from '@/components/ui/button'

/** Gives a dead letter back to the worker. A form, so that it works before and without JavaScript. */
export function TryAgain({ id, label }: { id: string; label: string }) {
  return (
    <form action={`/api/jobs/${encodeURIComponent(id)}/retry`} method="post">
      <Button type="submit" variant="secondary">
        <span className="whitespace-nowrap">Try again</span>
        <span className="sr-only">: {label}</span>
      </Button>
    </form>
  )
}
