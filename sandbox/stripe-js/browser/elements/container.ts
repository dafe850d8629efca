import { IntegrationError } from '../integration-error'

/** The place to mount an element at, emptied. @throws IntegrationError with Stripe.js' sentences when there is none. */
export function containerOf(target: string | HTMLElement): HTMLElement {
  const container = typeof target === 'string' ? document.querySelector(target) : target
  if (!target) {
    throw new IntegrationError('Missing argument. Make sure to call mount() with a valid DOM element or selector.')
  }
  if (container === null) {
    throw new IntegrationError(
      `The selector you specified (${String(target)}) applies to no DOM elements that are currently on the page.\n` +
        'Make sure the element exists on the page before calling mount().',
    )
  }
  if (!(container instanceof HTMLElement)) {
    throw new IntegrationError('Invalid DOM element. Make sure to call mount() with a valid DOM element or selector.')
  }
  if (container.childNodes.length > 0) {
    console.warn('[Stripe.js] This Element will be mounted to a DOM element that contains child nodes.')
    container.replaceChildren()
  }
  container.classList.add('StripeElement')
  return container
}
