'use client'

import { useState } from 'react'
import { Amount } from '@/components/ui/amount'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { Time } from '@/components/ui/time'
import { useHydrated } from '@/components/ui/use-hydrated'
import type { ConsolePaymentDetailDto } from '@/lib/contracts/console'
import { REFUND_REASONS } from '@/lib/contracts/holds-and-refunds'
import { differenceOf, formatMoney, parseMoney, totalsOf } from '@/lib/domain/money'
import { CommandDialog, type CommandControl } from './command-dialog'
import { refundReasonWords } from './command-words'
import { isContested } from './dispute-words'
import { typedAmount } from './read-command'
import { daysLeft, isOver } from './time-left'

type Props = { payment: ConsolePaymentDetailDto; now: string; control: CommandControl }

/** What can still be given back and until when, and how to do it. */
export function RefundPanel({ payment, now, control }: Props) {
  const { currency, refundBefore, disputes } = payment
  const refundable = uncontested(payment)
  const isTooLate = refundBefore !== null && isOver(refundBefore, now)
  return (
    <div className="grid gap-4">
      {refundable !== null && !isTooLate && (
        <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <strong className="text-title font-semibold">
            <Amount amount={refundable} currency={currency} />
          </strong>
          <span className="text-lead">can be refunded</span>
        </p>
      )}
      {refundBefore && (
        <p className="text-muted">
          Amazon Pay takes refunds for 90 days, {isTooLate ? 'which ended on ' : 'until '}
          <Time value={refundBefore} />
          {isTooLate ? '. Arrange another way with the customer.' : ` (${daysLeft(refundBefore, now)}).`}
        </p>
      )}
      {refundable === null && !isTooLate && (
        <p className="text-muted">
          Nothing is left that could be refunded now: it is refunded, on its way back, or disputed.
        </p>
      )}
      {disputes.some(({ status }) => isContested(status)) && (
        <p>It is disputed, and what is disputed Stripe does not refund as well: answer the dispute instead.</p>
      )}
      {refundable !== null && !isTooLate && (
        <div className="flex flex-wrap">
          <RefundDialog key={refundable} most={refundable} before={refundBefore} control={control} />
        </div>
      )}
    </div>
  )
}

// What is disputed has been taken back already, and Stripe refuses to refund it as well.
function uncontested({ refundable, currency, disputes }: ConsolePaymentDetailDto): number | null {
  const contested = totalsOf(disputes.filter(({ status }) => isContested(status))).get(currency) ?? 0
  const left = refundable === null ? null : differenceOf(refundable, contested)
  return left !== null && left > 0 ? left : null
}

const REASONS = [
  { value: '', label: 'None' },
  ...REFUND_REASONS.map((reason) => ({ value: reason, label: refundReasonWords(reason) })),
]

type DialogProps = { most: number; before: string | null; control: CommandControl }

function RefundDialog({ most, before, control }: DialogProps) {
  const { currency, progress } = control
  const [typed, setTyped] = useState(() => typedAmount({ amount: most, currency }))
  const amount = parseMoney(typed, currency)
  const left = amount === null ? null : differenceOf(most, amount)
  const isLive = useHydrated()
  return (
    <CommandDialog
      control={control}
      kind="refund"
      most={most}
      variant="secondary"
      opener="Refund…"
      title="Refund the customer"
      submit={{ plain: 'Refund', ...(amount && { exact: `Refund ${formatMoney({ amount, currency })}` }) }}
    >
      <Field
        label={`Amount in ${currency.toUpperCase()}`}
        name="amount"
        inputMode="decimal"
        hint={`At most ${formatMoney({ amount: most, currency })}.`}
        required
        maxLength={13}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        error={left !== null && left >= 0 ? undefined : progress.errors.amount}
      />
      <p aria-live="polite">
        {isLive && left !== null && left >= 0
          ? `${formatMoney({ amount: left, currency })} is left afterwards.`
          : 'You can refund in several parts, never more than was charged.'}
      </p>
      <Select label="Reason" name="reason" options={REASONS} />
      <p className="text-muted">
        It can take up to 14 days until the customer sees it.
        {before && (
          <>
            {' '}
            Refunds are taken until <Time value={before} />.
          </>
        )}
      </p>
    </CommandDialog>
  )
}
