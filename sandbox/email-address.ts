/** Whether somebody typed a whole address, no longer than the API takes one (docs.stripe.com/api/customers/create, `email`). */
export function isEmailAddress(text: string): boolean {
  return text.length <= LONGEST && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)
}

const LONGEST = 512
