import { Alert } from '@/components/ui/alert'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { StartPaymentForm } from './start-payment-form'

type Props = {
  orderId: string
  continueUrl: string | null
  /** What pays an invoice can't be given up for another payment. */
  canRestart: boolean
}

/** The customer has gone to Amazon and not approved yet: they can finish there, or give that up. */
export function AtAmazon({ orderId, continueUrl, canRestart }: Props) {
  return (
    <Card>
      <div className="grid gap-6">
        <Alert tone="info" title="Nothing was charged yet">
          Amazon is waiting for your approval. It stays open for 10 minutes.
        </Alert>
        <div className="flex flex-wrap gap-3">
          {continueUrl && (
            <ButtonLink href={continueUrl} prefetch={false} size="large">
              Continue at Amazon
            </ButtonLink>
          )}
          {canRestart && <StartPaymentForm orderId={orderId} label="Pay another way" restarts variant="secondary" />}
        </div>
      </div>
    </Card>
  )
}
