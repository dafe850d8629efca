'use client'

import { Wallet } from 'lucide-react'
import { useRef } from 'react'
import { LookAgain } from '@/components/attempts/look-again'
import { Alert } from '@/components/ui/alert'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { PaymentMethodDto } from '@/lib/contracts/payment-methods'
import { MakeDefault } from './make-default'
import { MethodRow } from './method-row'
import { RemoveMethod } from './remove-method'
import { useRemovals } from './use-removals'

type Props = {
  methods: PaymentMethodDto[]
  merchant: string
  /** Whether there are any that no longer are. */
  hadMethods: boolean
}

/** What is saved now. Its heading takes focus when a row goes away, and what happened to it is read out. */
export function SavedMethods({ methods, merchant, hadMethods }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { remove, isRemoving, problemOf, announcement } = useRemovals(methods)
  const confirmed = (method: PaymentMethodDto) => {
    heading.current?.focus()
    void remove(method)
  }
  return (
    <section aria-labelledby="saved" className="grid gap-4">
      <h2 ref={heading} id="saved" tabIndex={-1} className={methods.length > 0 ? 'text-heading' : 'sr-only'}>
        Saved payment methods
      </h2>
      <div role="status" className="empty:hidden">
        {announcement && <Alert tone="success">{announcement}</Alert>}
      </div>
      {methods.length === 0 ? (
        <NothingSaved title={hadMethods ? 'Nothing is saved any more' : 'No saved payment methods yet'} />
      ) : (
        <ul aria-labelledby="saved" className="grid gap-4">
          {methods.map((method) => (
            <MethodRow key={method.id} method={method} isRemoving={isRemoving(method)} problem={problemOf(method)}>
              {!method.isDefault && method.usage && <MakeDefault id={method.id} method={method} />}
              <RemoveMethod method={method} merchant={merchant} onConfirm={() => confirmed(method)} />
            </MethodRow>
          ))}
        </ul>
      )}
      {methods.some(isRemoving) && <LookAgain />}
    </section>
  )
}

function NothingSaved({ title }: { title: string }) {
  return (
    <EmptyState icon={Wallet} title={title} action={<ButtonLink href="/wallet/add">Save Amazon Pay</ButtonLink>}>
      Save Amazon Pay to check out faster next time. Nothing is charged when you save it.
    </EmptyState>
  )
}
