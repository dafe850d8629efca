import { TermsSection } from './terms-section'

/**
 * What a customer must have been told before the shop may charge while they are away: permission, frequency and timing,
 * and how the amount is decided. https://docs.stripe.com/payments/amazon-pay/set-up-future-payments
 */
export function ChargingTerms({ merchant }: { merchant: string }) {
  return (
    <>
      <TermsSection id="permission">
        <p>
          When you save Amazon Pay, you authorize {merchant} to debit your Amazon Pay account for what you order from
          us, through Stripe, who processes our payments. How far that permission goes depends on what you tick:
        </p>
        <ul>
          <li>
            <strong>If you agree to be charged while you’re away,</strong> we may start a payment, or a series of
            payments, without asking you each time. Only for the purposes listed in the next section, and for nothing
            else.
          </li>
          <li>
            <strong>If you don’t,</strong> we keep Amazon Pay ready for you, and use it only while you are here and ask
            us to.
          </li>
        </ul>
        <p>
          On Stripe’s page you may save a card or another method instead. Then it is that one you authorize us to
          charge, and all that these terms say of Amazon Pay is said of it.
        </p>
        <p>
          Saving Amazon Pay charges nothing. We store the exact words you agreed to, the time, and the page they stood
          on, and you can read them in your wallet.
        </p>
      </TermsSection>

      <TermsSection id="frequency">
        <ul>
          <li>
            <strong>One-time payments:</strong> once for each order. We charge when you place it, or, for a ride, after
            you have ended it. Where the shop says so, we reserve the amount first and charge it before you ride; what
            we don’t charge is released.
          </li>
          <li>
            <strong>Recurring payments:</strong> only if you start a plan. You see the interval and the date of the next
            payment before you start it, and we charge on that date until the plan ends.
          </li>
          <li>
            <strong>After a payment that did not go through:</strong> we tell you by e-mail before we try again.
          </li>
        </ul>
        <p>If you order nothing and have no plan, we charge nothing, however long Amazon Pay stays saved.</p>
      </TermsSection>

      <TermsSection id="amount">
        <ul>
          <li>
            An order costs the price you were shown when you placed it, in the currency you were shown, taxes included.
          </li>
          <li>
            A ride by the minute costs the minutes between start and end, at the rate you were shown before you started.
          </li>
          <li>A plan costs the price per interval you agreed to. A new price needs your agreement first.</li>
        </ul>
        <p>
          We add no fee for paying with Amazon Pay, and we never charge an amount that you could not have worked out.
        </p>
      </TermsSection>
    </>
  )
}
