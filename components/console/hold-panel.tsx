'use client'

import { useState } from 'react'
import { Amount } from '@/components/ui/amount'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Time } from '@/components/ui/time'
import type { ConsolePaymentDetailDto } from '@/lib/contracts/console'
import { differenceOf, formatMoney, parseMoney } from '@/lib/domain/money'
import { CommandDialog, type CommandControl } from './command-dialog'
import { Countdown } from './countdown'
import { isOver } from './time-left'
import { typedAmount } from './read-command'

type Props = { payment: ConsolePaymentDetailDto; now: string; control: CommandControl }

/** What is held, how long it lasts, and how to charge it or let it go. */
export function HoldPanel({ payment, now, control }: Props) {
  const { amount, currency, captureBefore, capturable, isCancelable, asked } = payment
  const hasEnded = captureBefore !== null && isOver(captureBefore, now)
  return (
    <div className="grid gap-4">
      <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <strong className="text-title font-semibold">
          <Amount amount={amount} currency={currency} />
        </strong>
        <span className="text-lead">
          held
          {captureBefore && !hasEnded && (
            <>
              {' · '}
              <Countdown end={captureBefore} now={now} />
            </>
          )}
        </span>
      </p>
      {captureBefore && (
        <p id="hold-end" className="text-muted">
          {hasEnded ? 'The hold ended on ' : 'Unless it is captured, it is released by itself on '}
          <Time value={captureBefore} show="minute" />
          {hasEnded && '. What was held can’t be captured any more: ask the customer for a new payment'}.
        </p>
      )}
      {asked === null && (
        <div className="flex flex-wrap items-start gap-3">
          {hasEnded && (
            <Button disabled aria-describedby="hold-end">
              Capture…
            </Button>
          )}
          {capturable !== null && !hasEnded && <CaptureDialog key={capturable} most={capturable} control={control} />}
          {isCancelable && !hasEnded && <ReleaseDialog held={amount} control={control} />}
        </div>
      )}
    </div>
  )
}

function CaptureDialog({ most, control }: { most: number; control: CommandControl }) {
  const { currency, progress } = control
  const [typed, setTyped] = useState(() => typedAmount({ amount: most, currency }))
  const amount = parseMoney(typed, currency)
  const rest = amount === null ? null : differenceOf(most, amount)
  return (
    <CommandDialog
      control={control}
      kind="capture"
      most={most}
      opener="Capture…"
      title="Capture what is held"
      submit={{ plain: 'Capture', ...(amount && { exact: `Capture ${formatMoney({ amount, currency })}` }) }}
    >
      <Field
        label={`Amount in ${currency.toUpperCase()}`}
        name="amount"
        inputMode="decimal"
        hint={`At most ${formatMoney({ amount: most, currency })}. It can be captured once.`}
        required
        maxLength={13}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        error={rest !== null && rest >= 0 ? undefined : progress.errors.amount}
      />
      <p aria-live="polite">
        {rest !== null && rest > 0
          ? `The rest (${formatMoney({ amount: rest, currency })}) is released at once, and can’t be charged later.`
          : 'Whatever is not captured is released at once, and can’t be charged later.'}
      </p>
    </CommandDialog>
  )
}

function ReleaseDialog({ held, control }: { held: number; control: CommandControl }) {
  return (
    <CommandDialog
      control={control}
      kind="cancel"
      most={held}
      variant="secondary"
      opener="Release…"
      title="Release what is held?"
      submit={{ plain: 'Release it' }}
    >
      <p>
        Nothing is charged: the customer gets all of {formatMoney({ amount: held, currency: control.currency })} back.
        It can’t be undone; to be paid after all, you would need a new payment.
      </p>
    </CommandDialog>
  )
}
