import { invalid } from '../wire/errors'
import { type Param, text } from '../wire/parameters'

const MAXIMUM = 22
const FORBIDDEN = /[<>\\'"*]/

/** At most 22 characters, a letter among them, and none of a few (docs.stripe.com/get-started/account/statement-descriptors). */
export const descriptorParam: Param<string> = {
  read: (value, name) => {
    const descriptor = text().read(value, name)
    const problem = problemWith(descriptor)
    if (problem === null) return descriptor
    throw invalid(`The ${name.replaceAll('_', ' ')} ${problem}`, { param: name })
  },
}

function problemWith(descriptor: string): string | null {
  if (descriptor.length > MAXIMUM) return `must be at most ${MAXIMUM} characters.`
  if (FORBIDDEN.test(descriptor)) return 'must not contain any of these characters: < > \\ \' " *.'
  return /\p{L}/u.test(descriptor) ? null : 'must contain at least one letter.'
}
