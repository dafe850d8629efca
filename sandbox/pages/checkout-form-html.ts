import { type Bill, billRows, submitWords } from './checkout-bill-html'
import { escapeHtml } from './html'

/** What an open session asks for. */
export type OpenCheckout = {
  merchant: string
  /** What is to be paid, as shown to people; null when a method is only saved. */
  bill: Bill | null
  action: string
  methods: string[]
  /** Known already, and not to be changed; null when it has to be asked for. */
  email: string | null
  takesCodes: boolean
  requiresTerms: boolean
  hidesReuseTerms: boolean
  customText: { submit: string | undefined; afterSubmit: string | undefined; terms: string | undefined }
  entered: { email: string | null; name: string | null; method: string | null; agreesToTerms: boolean }
  problem: { message: string; field: string | null } | null
}

/** The form, sent without script: what the chosen method does not need is hidden by style, and checked on arrival. */
export function checkoutForm(page: OpenCheckout): string {
  return `${page.bill ? billRows(page.bill, page.merchant) : savingLead(page.merchant)}
<form class="PaymentForm-form" method="post" action="${escapeHtml(page.action)}" novalidate>
${page.problem ? `<p class="problem" role="alert" id="problem">${escapeHtml(page.problem.message)}</p>` : ''}
${page.takesCodes ? field(page, { id: 'promotionCode', label: 'Add promotion code', attributes: 'autocomplete="off" placeholder="Add promotion code"' }) : ''}
${emailRow(page)}
${methodRows(page)}
${terms(page)}
${page.customText.submit ? `<p class="custom">${escapeHtml(page.customText.submit)}</p>` : ''}
${submitButton(page)}
${page.customText.afterSubmit ? `<p class="custom">${escapeHtml(page.customText.afterSubmit)}</p>` : ''}
</form>`
}

function savingLead(merchant: string): string {
  return `<h1>Save a payment method</h1>
<p class="lead">For later payments to ${escapeHtml(merchant)}. Nothing is charged now.</p>`
}

function emailRow(page: OpenCheckout): string {
  if (page.email !== null) {
    return `<dl class="known"><dt>Email</dt><dd>${escapeHtml(page.email)}</dd></dl>`
  }
  const attributes = `type="email" autocomplete="email" inputmode="email" value="${escapeHtml(page.entered.email ?? '')}"`
  return field(page, { id: 'email', label: 'Email', attributes })
}

function methodRows(page: OpenCheckout): string {
  const [only, ...others] = page.methods
  if (only !== undefined && others.length === 0) {
    return `<input type="hidden" name="method" value="${escapeHtml(only)}">
<section aria-labelledby="method-title"><h2 id="method-title">${methodName(only)}</h2>${methodBody(page, only)}</section>`
  }
  const rows = page.methods.map((method) => methodRow(page, method))
  return `<fieldset class="methods"><legend>Payment method</legend>
${rows.join('\n')}
</fieldset>`
}

function methodRow(page: OpenCheckout, method: string): string {
  const id = `payment-method-accordion-item-title-${escapeHtml(method)}`
  const chosen = (page.entered.method ?? page.methods[0]) === method
  return `<div class="method" data-testid="${escapeHtml(method)}-accordion-item">
<label data-testid="${escapeHtml(method)}-accordion-item-button">
<input type="radio" id="${id}" name="method" value="${escapeHtml(method)}"${chosen ? ' checked' : ''}>${methodName(method)}</label>
<div class="body">${methodBody(page, method)}</div>
</div>`
}

function methodName(method: string): string {
  return method === 'amazon_pay' ? 'Amazon Pay' : 'Card'
}

function methodBody(page: OpenCheckout, method: string): string {
  if (method === 'amazon_pay') return '<p>You go to Amazon Pay to agree, and come back here.</p>'
  const name = escapeHtml(page.entered.name ?? '')
  return `<div class="card">
${field(page, { id: 'cardNumber', label: 'Card number', attributes: 'autocomplete="cc-number" inputmode="numeric" placeholder="1234 1234 1234 1234"' })}
<div class="pair">
${field(page, { id: 'cardExpiry', label: 'Expiration', attributes: 'autocomplete="cc-exp" inputmode="numeric" placeholder="MM / YY"' })}
${field(page, { id: 'cardCvc', label: 'CVC', attributes: 'autocomplete="cc-csc" inputmode="numeric" placeholder="CVC"' })}
</div>
${field(page, { id: 'billingName', label: 'Cardholder name', attributes: `autocomplete="cc-name" value="${name}"` })}
</div>`
}

type Field = { id: string; label: string; attributes: string }

function field({ problem }: OpenCheckout, { id, label, attributes }: Field): string {
  const wrong = problem?.field === id ? ' aria-invalid="true" aria-describedby="problem"' : ''
  return `<p class="field"><label for="${id}">${label}</label><input id="${id}" name="${id}" ${attributes}${wrong}></p>`
}

function terms(page: OpenCheckout): string {
  const shop = escapeHtml(page.merchant)
  const reuse =
    page.hidesReuseTerms || page.bill?.saves === false
      ? ''
      : `<p class="terms">By continuing, you allow ${shop} to charge this payment method later, as their terms say, until you revoke it.</p>`
  if (!page.requiresTerms) return reuse
  const text = page.customText.terms ?? `I agree to ${page.merchant}’s terms of service.`
  const id = 'termsOfServiceConsentCheckbox'
  const wrong = page.problem?.field === id ? ' aria-invalid="true" aria-describedby="problem"' : ''
  const checked = page.entered.agreesToTerms ? ' checked' : ''
  return `${reuse}
<p class="agree"><input type="checkbox" id="${id}" name="termsOfService" value="on"${checked}${wrong}>
<label for="${id}">${escapeHtml(text)}</label></p>`
}

/** One button; which of its names is shown follows the chosen method. */
function submitButton({ methods, bill }: OpenCheckout): string {
  const withCard = bill ? escapeHtml(submitWords(bill)) : 'Save card'
  const names = methods.map((method) => {
    const name = method === 'amazon_pay' ? 'Continue to Amazon Pay' : withCard
    return methods.length === 1 ? name : `<span class="for-${escapeHtml(method)}">${name}</span>`
  })
  return `<button class="SubmitButton" type="submit" data-testid="hosted-payment-submit-button">${names.join('')}</button>`
}
