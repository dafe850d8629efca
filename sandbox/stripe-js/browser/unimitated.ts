import { IntegrationError } from './integration-error'

/** What else Stripe.js has or had (docs.stripe.com/js). */
const NAMES = (
  'collectBankAccountForPayment collectBankAccountForSetup collectBankAccountToken collectFinancialConnectionsAccounts ' +
  'confirmAcssDebitPayment confirmAcssDebitSetup confirmAffirmPayment confirmAfterpayClearpayPayment ' +
  'confirmAlipayPayment confirmAuBecsDebitPayment confirmAuBecsDebitSetup confirmBacsDebitSetup ' +
  'confirmBancontactPayment confirmBancontactSetup confirmBilliePayment confirmBlikPayment confirmBlikSetup ' +
  'confirmBoletoPayment confirmCashappPayment confirmCashappSetup confirmCustomerBalancePayment confirmEpsPayment ' +
  'confirmFpxPayment confirmGiropayPayment confirmGrabPayPayment confirmIdealPayment confirmIdealSetup ' +
  'confirmKlarnaPayment confirmKonbiniPayment confirmMobilepayPayment confirmMultibancoPayment confirmOxxoPayment ' +
  'confirmP24Payment confirmPayByBankPayment confirmPayNowPayment confirmPayPalPayment confirmPayPalSetup ' +
  'confirmPaymentIntent confirmPixPayment confirmPromptPayPayment confirmSepaDebitPayment confirmSepaDebitSetup ' +
  'confirmSetupIntent confirmSofortPayment confirmSofortSetup confirmTwintPayment confirmUsBankAccountPayment ' +
  'confirmUsBankAccountSetup confirmWechatPayPayment createEmbeddedCheckoutPage createEphemeralKeyNonce ' +
  'createRadarSession createSource handleCardPayment handleCardSetup handleFpxPayment initCheckout ' +
  'initCheckoutElementsSdk initCheckoutFormSdk initEmbeddedCheckout initializePricing processOrder ' +
  'retrieveOrder retrieveSource verifyIdentity verifyMicrodepositsForPayment verifyMicrodepositsForSetup'
).split(' ')

/** A page that calls one of them hears in words that the sandbox has it not, rather than that it is no function. */
export function unimitatedFunctions(): Record<string, () => never> {
  return Object.fromEntries(NAMES.map((name) => [name, () => refuse(name)]))
}

function refuse(name: string): never {
  throw new IntegrationError(`The sandbox does not imitate stripe.${name}().`)
}
