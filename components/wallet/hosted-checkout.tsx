import { ChevronDown } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import type { CheckoutMethods } from '@/lib/contracts/setups'
import { MandateNotice, type Notice } from './mandate-notice'

type Props = {
  notice: Notice
  merchant: string
  /** Made by the server for this rendering: pressing twice opens one page. */
  attemptKey: string
  /** Whether that is what the customer has come for. */
  isOpen: boolean
}

/** Saving on Stripe's hosted page: a plain form, which needs no JavaScript on our side. */
export function HostedCheckout({ notice, merchant, attemptKey, isOpen }: Props) {
  return (
    <details open={isOpen} className="group mt-6">
      <summary className="inline-flex min-h-11 cursor-pointer list-none items-center gap-2 text-link [&::-webkit-details-marker]:hidden">
        <ChevronDown aria-hidden className="size-4 transition-transform group-open:rotate-180" />
        Save a card instead, or use Stripe’s own page
      </summary>
      <div className="mt-4">
        <Card as="section" aria-label="Save on Stripe’s page">
          <form action="/api/checkout-sessions" method="post" className="grid gap-6">
            <input type="hidden" name="noticeId" value={notice.id} />
            <input type="hidden" name="agreed" value="true" />
            <input type="hidden" name="attemptKey" value={attemptKey} />
            <fieldset>
              <legend className="font-medium">What do you want to save?</legend>
              {CHOICES.map(([value, label], index) => (
                <label key={value} className="flex min-h-11 cursor-pointer items-center gap-3">
                  <input
                    type="radio"
                    name="methods"
                    value={value}
                    defaultChecked={index === 0}
                    className="size-5 shrink-0 cursor-pointer accent-brand"
                  />
                  {label}
                </label>
              ))}
            </fieldset>
            <Checkbox
              name="usage"
              value="off_session"
              hint="Optional. Leave it unticked and it is only ever used while you’re here."
            >
              {notice.optInText}
            </Checkbox>
            <MandateNotice id="hosted-notice" text={notice.text} merchant={merchant} />
            <Button type="submit" size="large" block>
              Continue to Stripe
            </Button>
            <p className="text-sm text-muted">
              You’ll go to a page of Stripe, who handle our payments, and come back here. Nothing is charged.
            </p>
          </form>
        </Card>
      </div>
    </details>
  )
}

const CHOICES: [CheckoutMethods, string][] = [
  ['card_and_amazon_pay', 'A card or Amazon Pay'],
  ['amazon_pay', 'Amazon Pay only'],
  ['dynamic', 'Whatever Stripe offers here'],
]
