import { Definition, DefinitionList } from '@/components/ui/definition-list'
import { Heading } from '@/components/ui/heading'
import { Quote } from '@/components/ui/quote'
import { Time } from '@/components/ui/time'
import type { MandateDto } from '@/lib/contracts/mandates'

const STATUS = { pending: 'Not in force: it was never approved at Amazon', active: 'In force', inactive: 'Ended' }
const VOUCHER = { proxy: '', stripe: ' (as recorded by Stripe)', unverified: '' }

/** What was agreed to, word for word, and all we know about how. Made to be printed. */
export function MandateDocument({ mandate, merchant }: { mandate: MandateDto; merchant: string }) {
  const { acceptedIp, ipSource } = mandate
  return (
    <article className="grid gap-10">
      <section className="grid gap-5">
        <Heading>The words on the page</Heading>
        <Quote>{mandate.text}</Quote>
        {mandate.optInText ? (
          <Quote source="Ticked by the customer">{mandate.optInText}</Quote>
        ) : (
          <p>The box for charges while the customer is away was left unticked.</p>
        )}
      </section>
      <section className="grid gap-4">
        <Heading>How it was agreed</Heading>
        <DefinitionList>
          <Definition term="Merchant">{merchant}</Definition>
          <Definition term="Customer">{`${mandate.customerName}, ${mandate.customerEmail}`}</Definition>
          <Definition term="Payment method">{`Amazon Pay${mandate.amazonEmail ? `, ${mandate.amazonEmail}` : ''}`}</Definition>
          <Definition term="Status">{STATUS[mandate.status]}</Definition>
          <Definition term="Agreed">
            <Time value={mandate.acceptedAt} show="second" />
          </Definition>
          <Definition term="Approved at Amazon">
            {mandate.activatedAt ? <Time value={mandate.activatedAt} show="second" /> : 'Not approved'}
          </Definition>
          <Definition term="Page and language">{`${mandate.acceptedPage}, ${mandate.locale}`}</Definition>
          <Definition term="IP address">
            {acceptedIp ? `${acceptedIp}${VOUCHER[ipSource]}` : 'Not known for certain, so not recorded'}
          </Definition>
          <Definition term="Browser">{mandate.acceptedAgent ?? 'Not sent'}</Definition>
        </DefinitionList>
      </section>
      <section className="grid gap-4">
        <Heading>For reference</Heading>
        <DefinitionList>
          <Definition term="Record" technical>
            {mandate.id}
          </Definition>
          <Definition term="Wording">{`Version ${mandate.version}`}</Definition>
          <Definition term="SHA-256 of the wording" technical>
            {mandate.hash}
          </Definition>
          <Definition term="Stripe mandate" technical>
            {mandate.stripeMandateId ?? 'None'}
          </Definition>
          <Definition term="Stripe SetupIntent" technical>
            {mandate.stripeSetupIntentId ?? 'None'}
          </Definition>
        </DefinitionList>
      </section>
    </article>
  )
}
