import { IntegrationError } from '../integration-error'

/** Which option of which function a sentence is about. */
type Place = { caller: string; name: string }

/** Refuses a value that is none of the strings an option may have. */
export function requireOneOf(place: Place, value: unknown, allowed: readonly string[]): void {
  if (value === undefined || (typeof value === 'string' && allowed.includes(value))) return
  throw new IntegrationError(
    `Invalid value for ${place.caller}: ${place.name} should be one of the following strings: ${allowed.join(', ')}. ` +
      `You specified: ${String(value)}.`,
  )
}

/** Refuses anything but an object of options. */
export function requireObject({ caller, name }: Place, value: unknown): void {
  if (value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value))) return
  throw new IntegrationError(
    `Invalid value for ${caller}: ${name} should be an object. You specified: ${String(value)}.`,
  )
}

/** Names what Stripe.js does not know, or the sandbox does not imitate, without stopping the page. */
export function warnAbout(
  caller: string,
  options: object,
  { known, ignored }: { known: readonly string[]; ignored: readonly string[] },
): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue
    const reason = ignored.includes(name)
      ? 'The sandbox does not imitate it and goes on without it.'
      : 'It is not a recognized parameter and may cause issues with your integration.'
    console.warn(`[Stripe.js] ${caller} parameter ${name}: ${reason}`)
  }
}
