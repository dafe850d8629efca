'use client'

import { useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { PaymentMethodDto } from '@/lib/contracts/payment-methods'
import { methodKind, methodName, usedForWords } from './method-words'

type Props = { method: PaymentMethodDto; merchant: string; onConfirm: () => void }

/** Asks first, with what will follow. Closing gives focus back here; what comes after a yes is the caller's. */
export function RemoveMethod({ method, merchant, onConfirm }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const close = () => dialog.current?.close()
  const confirm = () => {
    close()
    onConfirm()
  }
  return (
    <>
      <button
        type="button"
        onClick={() => dialog.current?.showModal()}
        className="inline-flex min-h-11 cursor-pointer items-center text-link"
      >
        Remove<span className="sr-only">: {methodName(method)}</span>
      </button>
      <Dialog
        ref={dialog}
        title={`Remove ${methodName(method)}?`}
        actions={
          <>
            <Button onClick={close}>Keep it</Button>
            <Button variant="danger" onClick={confirm}>
              Remove {methodKind(method)}
            </Button>
          </>
        }
      >
        {method.usedFor.length > 0 && (
          <p>
            <strong>{`It pays for ${method.usedFor.map(usedForWords).join('; ')}.`}</strong> Removing it doesn’t cancel
            that: the next payment won’t go through unless you choose another method first, on the page of your
            subscriptions.
          </p>
        )}
        <p>
          {merchant} can’t charge it from then on. A charge that is already under way is still finished, and what was
          paid stays paid.
        </p>
        <p className="text-muted">
          What you agreed to stays here for you to read. To pay with it again, you would save it again.
        </p>
      </Dialog>
    </>
  )
}
