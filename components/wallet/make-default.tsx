import type { MethodLabel } from '@/lib/contracts/payment-methods'
import { methodName } from './method-words'

/** A form, so that it works before and without JavaScript. */
export function MakeDefault({ id, method }: { id: string; method: MethodLabel }) {
  return (
    <form action={`/api/payment-methods/${id}/default`} method="post">
      <button type="submit" className="inline-flex min-h-11 cursor-pointer items-center text-link">
        Make default<span className="sr-only">: {methodName(method)}</span>
      </button>
    </form>
  )
}
