import { unknownParameters } from './errors'
import type { Form } from './form'
import { isBefore } from './older-versions'

/** A parameter that a version gave another name; `at` is the address it is sent to. */
type Renaming = { version: string; at: RegExp; before: string; now: string }

const RENAMINGS: Renaming[] = [
  { version: '2024-04-10', at: /^\/v1\/products(\/[^/]+)?$/, before: 'features', now: 'marketing_features' },
]

/**
 * What a request of an older version means by its parameters, in the words of today (docs.stripe.com/changelog).
 * @throws StripeError 400 when it uses both names.
 */
export function readAtVersion(form: Form, { path, version }: { path: string; version: string }): Form {
  return RENAMINGS.filter((each) => each.at.test(path) && isBefore(version, each.version)).reduce(renamed, form)
}

function renamed(form: Form, { before, now }: Renaming): Form {
  const { [before]: value, ...rest } = form
  if (value === undefined) return form
  if (now in rest) throw unknownParameters([now])
  return { ...rest, [now]: value }
}
