import { ChevronDown } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import { Card } from '@/components/ui/card'
import { Heading } from '@/components/ui/heading'
import type { MethodLabel } from '@/lib/contracts/payment-methods'
import type { ToPay } from './pay-words'
import { SavedMethodForm } from './saved-method-form'
import type { Leaving } from './use-leaving'

type Props = {
  /** The default first; never empty. */
  methods: (MethodLabel & { id: string })[]
  order: ToPay & { id: string }
  leaving: Leaving
  attemptKey: string
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  /** The other ways to pay. */
  children: ReactNode
}

/** What is saved comes first, in one press; everything else is one press further, also without a script. */
export function SavedMethods({ methods, order, leaving, attemptKey, isOpen, onOpen, children }: Props) {
  const details = useRef<HTMLDetailsElement>(null)
  const [first, ...more] = methods
  // Opened before the script had loaded, which told nobody.
  const opened = useEffectEvent(() => details.current?.open && onOpen(true))
  useEffect(() => {
    opened()
  }, [])
  if (!first) return children
  const formOf = (method: Props['methods'][number]) => (
    <SavedMethodForm
      key={method.id}
      orderId={order.id}
      toPay={order}
      method={method}
      leaving={leaving}
      attemptKey={`${attemptKey}.${method.id}`}
      isFirst={method === first}
    />
  )
  return (
    <div className="grid gap-6">
      <Card as="section" aria-labelledby="pay-saved">
        <div className="grid gap-5">
          <Heading id="pay-saved">{first.type === 'amazon_pay' ? 'Your saved Amazon Pay' : 'Your saved card'}</Heading>
          {formOf(first)}
          <p className="text-sm text-muted">
            Usually that is all. If {first.type === 'amazon_pay' ? 'Amazon' : 'your bank'} wants you to approve this
            one, you’ll go there and come back.
          </p>
        </div>
      </Card>
      <details
        ref={details}
        open={isOpen}
        onToggle={({ currentTarget }) => onOpen(currentTarget.open)}
        className="group"
      >
        <summary className="inline-flex min-h-11 cursor-pointer list-none items-center gap-2 text-link [&::-webkit-details-marker]:hidden">
          <ChevronDown aria-hidden className="size-4 transition-transform group-open:rotate-180" />
          Use another method
        </summary>
        <div className="mt-4 grid gap-6">
          {more.length > 0 && (
            <Card>
              <div className="grid gap-4">{more.map(formOf)}</div>
            </Card>
          )}
          {children}
        </div>
      </details>
    </div>
  )
}
