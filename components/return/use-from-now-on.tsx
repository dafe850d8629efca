import { Button } from '@/components/ui/button'

/** Makes a method that was saved just now the one that is charged from now on. A form, so that it works without JavaScript. */
export function UseFromNowOn({ methodId }: { methodId: string }) {
  return (
    <form action={`/api/payment-methods/${methodId}/default`} method="post">
      <Button type="submit" variant="secondary">
        Use this from now on
      </Button>
    </form>
  )
}
