'use client'

import { useEffect, useRef } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Heading } from '@/components/ui/heading'
import type { CommandDesk } from '@/lib/browser/payment-commands'
import type { ConsolePaymentDetailDto } from '@/lib/contracts/console'
import { CommandDialog } from './command-dialog'
import { commandName } from './command-words'
import { HoldPanel } from './hold-panel'
import { RefundPanel } from './refund-panel'
import { type CommandProgress, usePaymentCommand } from './use-payment-command'

type Props = {
  desk: CommandDesk
  payment: ConsolePaymentDetailDto
  /** The shop's clock, in ISO 8601. */
  now: string
  attemptKey: string
}

/** What the merchant can do with a payment now, and what the latest of it came to. */
export function PaymentCommands({ desk, payment, now, attemptKey }: Props) {
  const { id: paymentId, currency } = payment
  const { progress, press, repeat } = usePaymentCommand(desk, attemptKey, currency)
  const control = { paymentId, currency, attemptKey, progress, press }
  const panel = panelOf(payment)
  return (
    <>
      <Answer progress={progress} currency={currency} repeat={repeat} />
      {panel && !progress.repeats && (
        <Card as="section" aria-labelledby="commands">
          <div className="grid gap-4">
            <Heading id="commands">{TITLES[panel]}</Heading>
            {panel === 'hold' && <HoldPanel payment={payment} now={now} control={control} />}
            {panel === 'refund' && <RefundPanel payment={payment} now={now} control={control} />}
            {panel === 'cancel' && (
              <div>
                <CommandDialog
                  control={control}
                  kind="cancel"
                  most={payment.amount}
                  variant="secondary"
                  opener="Cancel the payment…"
                  title="Cancel this payment?"
                  submit={{ plain: 'Cancel the payment' }}
                >
                  <p>
                    Nothing has been charged, and this payment can’t be finished any more. The order stays open: its
                    customer can still pay it anew.
                  </p>
                </CommandDialog>
              </div>
            )}
          </div>
        </Card>
      )}
    </>
  )
}

const TITLES = { hold: 'Hold', refund: 'Refund', cancel: 'Cancel' }

function panelOf({ state, asked, isCancelable }: ConsolePaymentDetailDto): keyof typeof TITLES | null {
  if (state === 'authorized') return 'hold'
  if (state === 'paid') return 'refund'
  return isCancelable && asked === null ? 'cancel' : null
}

type AnswerProps = { progress: CommandProgress; currency: string; repeat: () => Promise<void> }

/** What came of the latest command. It takes focus when it appears, so that it is read out. */
function Answer({ progress: { phase, asked, repeats, note }, currency, repeat }: AnswerProps) {
  const place = useRef<HTMLDivElement>(null)
  const isUnsure = phase === 'unsure'
  useEffect(() => {
    if (note || isUnsure) place.current?.focus()
  }, [note, isUnsure])
  if (!note && !repeats) return null
  return (
    <div ref={place} tabIndex={-1} className="grid gap-4 rounded-control">
      {repeats && asked && (
        <Alert tone="warning" title="We’re not sure yet whether this went through">
          <p>
            Stripe or this shop did not answer about {commandName(asked, currency)}. Don’t start it anew: ask again,
            which repeats this very command and never does it twice.
          </p>
          <div className="mt-3">
            <Button variant="secondary" busy={!isUnsure} onClick={() => void repeat()}>
              {isUnsure ? `Ask again about ${commandName(asked, currency)}` : 'Asking Stripe…'}
            </Button>
          </div>
        </Alert>
      )}
      {note && (
        <Alert tone={note.tone} title={note.title}>
          <p className="wrap-anywhere">{note.text}</p>
        </Alert>
      )}
    </div>
  )
}
