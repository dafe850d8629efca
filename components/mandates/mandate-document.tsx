import { Alert } from '@/components/ui/alert'
import { Definition, DefinitionList } from '@/components/ui/definition-list'
import { Heading } from '@/components/ui/heading'
import { Quote } from '@/components/ui/quote'
import { Time } from '@/components/ui/time'
import type { MandateDto } from '@/lib/contracts/mandates'

const STATUS = { pending: 'Not in force', active: 'In force', inactive: 'Ended' }
const VOUCHER = { proxy: '', stripe: ' (as recorded by Stripe)', unverified: '' }

/** What was agreed to, word for word, and all we know about how. Made to be printed. */
export function MandateDocument({ mandate }: { mandate: MandateDto }) {
  return (
    <article className="grid gap-10">
      {mandate.status === 'inactive' && (
        <Alert tone="info" title="This permission has ended">
          Nothing can be charged with it any more. What was agreed stays here as it was.
        </Alert>
      )}
      <section className="grid gap-5">
        <Heading>The words on the page</Heading>
        <Quote>{mandate.text}</Quote>
        <Quote source={mandate.usage === 'off_session' ? 'Ticked by the customer' : 'Left unticked: not agreed to'}>
          {mandate.optInText}
        </Quote>
      </section>
      <section className="grid gap-4">
        <Heading>How it was agreed</Heading>
        <HowItWasAgreed mandate={mandate} />
      </section>
      <section className="grid gap-4">
        <Heading>For reference</Heading>
        <References mandate={mandate} />
      </section>
    </article>
  )
}

function HowItWasAgreed({ mandate }: { mandate: MandateDto }) {
  const { acceptedIp, ipSource, amazonEmail, activatedAt } = mandate
  return (
    <DefinitionList>
      <Definition term="Merchant">{mandate.merchant}</Definition>
      <Definition term="Customer">{`${mandate.customerName}, ${mandate.customerEmail}`}</Definition>
      <Definition term="Payment method">{`Amazon Pay${amazonEmail ? `, ${amazonEmail}` : ''}`}</Definition>
      <Definition term="Status">{STATUS[mandate.status]}</Definition>
      <Definition term="Agreed">
        <Time value={mandate.acceptedAt} show="second" />
      </Definition>
      <Definition term="Confirmation received">
        {activatedAt ? <Time value={activatedAt} show="second" /> : 'None'}
      </Definition>
      {mandate.endedAt && (
        <Definition term="Ended">
          <Time value={mandate.endedAt} show="second" />
        </Definition>
      )}
      <Definition term="Page and language">{`${mandate.acceptedPage ?? 'Not sent'}, ${mandate.locale}`}</Definition>
      <Definition term="IP address">
        {acceptedIp ? `${acceptedIp}${VOUCHER[ipSource]}` : 'Not known for certain, so not recorded'}
      </Definition>
      <Definition term="Browser">{mandate.acceptedAgent ?? 'Not sent'}</Definition>
    </DefinitionList>
  )
}

function References({ mandate }: { mandate: MandateDto }) {
  return (
    <DefinitionList>
      <Definition term="Record" technical>
        {mandate.id}
      </Definition>
      <Definition term="Wording">{`Version ${mandate.version}`}</Definition>
      <Definition term="Terms in force since">
        <Time value={`${mandate.termsVersion}T00:00:00Z`} />
      </Definition>
      <Definition term="SHA-256" technical>
        {mandate.hash}
      </Definition>
      <Definition term="Check">
        {mandate.isIntact
          ? 'It matches the two texts above and the date of the terms (YYYY-MM-DD), joined by line feeds.'
          : 'It does NOT match the texts above: this record has been tampered with.'}
      </Definition>
      <Definition term="Stripe mandate" technical>
        {mandate.stripeMandateId ?? 'None'}
      </Definition>
      <Definition term="Stripe SetupIntent" technical>
        {mandate.stripeSetupIntentId ?? 'None'}
      </Definition>
    </DefinitionList>
  )
}
