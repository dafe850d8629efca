import { Alert } from '@/components/ui/alert'
import { Card } from '@/components/ui/card'
import type { Desk } from '@/lib/browser/charge'
import type { PaymentMethodDto } from '@/lib/contracts/payment-methods'
import type { Currency } from '@/lib/domain/money'
import { ChargeForm } from './charge-form'
import { isChargeable, whyNotChargeable } from './charge-words'

type Props = {
  desk: Desk
  name: string
  /** Those that are connected, the default first. */
  methods: PaymentMethodDto[]
  /** Whether there are any that no longer are. */
  hadMethods: boolean
  currencies: Currency[]
  attemptKey: string
}

/** Where the merchant charges a customer, or reads why that can't be done. */
export function ChargeDesk({ name, methods, hadMethods, ...form }: Props) {
  const whyNot = whyNotChargeable({ name, methods, hadMethods })
  if (whyNot) {
    return (
      <Alert tone="info" title={whyNot.title}>
        {whyNot.text}
      </Alert>
    )
  }
  return (
    <Card>
      <ChargeForm {...form} methods={methods.filter(isChargeable)} />
    </Card>
  )
}
