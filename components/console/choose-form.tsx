import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import type { ConsoleCustomerDto } from '@/lib/contracts/console'
import type { Currency } from '@/lib/domain/money'
import { exampleAmount } from './read-charge'

type Props = { customers: ConsoleCustomerDto[]; currencies: Currency[]; attemptKey: string }

/** One amount for several customers. A plain form, with and without scripts: nothing is charged by it. */
export function ChooseForm({ customers, currencies, attemptKey }: Props) {
  const [first = 'usd'] = currencies
  return (
    <form action="/api/charge-batches" method="post" autoComplete="off" className="grid gap-8">
      <input type="hidden" name="attemptKey" value={attemptKey} />
      <fieldset className="grid gap-1">
        <legend className="mb-2 font-medium">Customers</legend>
        {customers.map(({ id, name, email }) => (
          <Checkbox key={id} name={`customer:${id}`} hint={<span className="wrap-anywhere">{email}</span>}>
            <span className="wrap-anywhere">{name}</span>
          </Checkbox>
        ))}
      </fieldset>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field
          label={currencies.length > 1 ? 'Amount for each' : `Amount for each in ${first.toUpperCase()}`}
          name="amount"
          inputMode="decimal"
          pattern="\d{1,9}(\.\d{1,2})?"
          title={`An amount such as ${exampleAmount(first)}`}
          placeholder={exampleAmount(first)}
          required
          maxLength={13}
        />
        {currencies.length > 1 ? (
          <Select
            label="Currency"
            name="currency"
            options={currencies.map((one) => ({ value: one, label: one.toUpperCase() }))}
          />
        ) : (
          <input type="hidden" name="currency" value={first} />
        )}
        <div className="sm:col-span-2">
          <Field
            label="What for"
            name="description"
            hint="Each customer reads this on their order."
            required
            maxLength={200}
          />
        </div>
      </div>
      <div>
        <Button type="submit">Look at the charges</Button>
      </div>
    </form>
  )
}
