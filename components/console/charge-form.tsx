'use client'

import { useEffect, useRef, useState } from 'react'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { useHydrated } from '@/components/ui/use-hydrated'
import type { Desk } from '@/lib/browser/charge'
import type { PaymentMethodDto } from '@/lib/contracts/payment-methods'
import { type Currency, parseMoney } from '@/lib/domain/money'
import { ChargeButton } from './charge-button'
import { optionName } from './charge-words'
import { exampleAmount } from './read-charge'
import { useCharge } from './use-charge'

type Props = {
  desk: Desk
  /** Those that may be charged, the default first; never empty. */
  methods: PaymentMethodDto[]
  currencies: Currency[]
  /** Made by the server for this rendering: pressing twice is one charge. */
  attemptKey: string
}

/** Charges a customer who is away. Before its script has loaded, and without scripts, the browser sends the same form. */
export function ChargeForm({ desk, methods, currencies, attemptKey }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const { progress, press } = useCharge(desk, attemptKey)
  const { errors, repeats } = progress
  const [typed, setTyped] = useState('')
  const [currency, setCurrency] = useState<Currency>(currencies[0] ?? 'usd')
  const code = currency.toUpperCase()

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors])

  return (
    <form
      ref={form}
      action="/api/charges"
      method="post"
      onSubmit={press}
      noValidate={useHydrated()}
      autoComplete="off"
      className="grid gap-6"
    >
      <input type="hidden" name="customerId" value={desk.customerId} />
      <input type="hidden" name="attemptKey" value={attemptKey} />
      <div className="grid gap-5 sm:grid-cols-2" hidden={repeats}>
        <Field
          label={currencies.length > 1 ? 'Amount' : `Amount in ${code}`}
          name="amount"
          inputMode="decimal"
          placeholder={exampleAmount(currency)}
          required
          maxLength={13}
          onChange={({ target }) => setTyped(target.value)}
          error={errors.amount}
        />
        {currencies.length > 1 ? (
          <Select
            label="Currency"
            name="currency"
            options={currencies.map((one) => ({ value: one, label: one.toUpperCase() }))}
            value={currency}
            onChange={({ target }) => setCurrency(currencies.find((one) => one === target.value) ?? currency)}
            error={errors.currency}
          />
        ) : (
          <input type="hidden" name="currency" value={currency} />
        )}
        <div className="sm:col-span-2">
          <Field
            label="What for"
            name="description"
            hint="The customer reads this on their order."
            required
            maxLength={200}
            error={errors.description}
          />
        </div>
        {methods.length > 1 ? (
          <div className="sm:col-span-2">
            <Select
              label="Charged to"
              name="paymentMethodId"
              options={methods.map((method) => ({ value: method.id, label: optionName(method) }))}
              error={errors.paymentMethodId}
            />
          </div>
        ) : (
          <input type="hidden" name="paymentMethodId" value={methods[0]?.id} />
        )}
      </div>
      <ChargeButton progress={progress} amount={parseMoney(typed, currency)} currency={currency} />
    </form>
  )
}
