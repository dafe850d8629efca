import { shopFacts } from './shop-facts'
import { TermsSection } from './terms-section'

/** How a customer ends what they agreed to, gets money back, and reaches a person. */
export function LeavingTerms({ merchant }: { merchant: string }) {
  return (
    <>
      <TermsSection id="cancellation">
        <p>
          Your permission holds until you withdraw it. You may do that at any time, without giving a reason and without
          cost:
        </p>
        <ul>
          <li>
            at Amazon: sign in at{' '}
            <a href="https://pay.amazon.com" className="text-link">
              pay.amazon.com
            </a>{' '}
            and end the agreement with {merchant}; or
          </li>
          <li>
            with us: write to <SupportLink /> from the address of your account.
          </li>
        </ul>
        <p>
          From then on we start no further payment with it. What you had already ordered still has to be paid, and you
          can choose another way to pay it.
        </p>
        <p>
          You may cancel a plan at any time, on the page of your subscriptions or by writing to us. It then runs to the
          end of the interval you have paid for, or ends at once if you ask for that, and is not charged again.
        </p>
      </TermsSection>

      <TermsSection id="returns">
        <p>
          You can return what you have not used within {shopFacts.returnDays} days of paying, without a reason. We
          refund the full price to whatever you paid with. If you think a charge was wrong, tell us: we can show you the
          agreement it rests on, and if there is none, we refund it.
        </p>
      </TermsSection>

      <TermsSection id="contact">
        <p>
          Write to <SupportLink />. A person answers within {shopFacts.answerDays} working days. Which card Amazon Pay
          uses is decided in your Amazon account; we can neither see nor change it.
        </p>
      </TermsSection>
    </>
  )
}

function SupportLink() {
  return (
    <a href={`mailto:${shopFacts.supportEmail}`} className="wrap-anywhere text-link">
      {shopFacts.supportEmail}
    </a>
  )
}
