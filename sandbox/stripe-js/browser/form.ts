/**
 * Encodes nested parameters as Stripe's v1 API reads them: `a[b][c]=d`, arrays indexed, null as an empty value.
 * Members that are undefined are left out.
 */
export function encodeForm(params: Record<string, unknown>): URLSearchParams {
  const form = new URLSearchParams()
  append(form, '', params)
  return form
}

function append(form: URLSearchParams, name: string, value: unknown): void {
  if (value === undefined) return
  if (typeof value !== 'object' || value === null) {
    form.append(name, value === null ? '' : String(value))
    return
  }
  // Arrays are objects with numeric members here, which gives Stripe's indexed style.
  for (const [key, member] of Object.entries(value)) {
    append(form, name === '' ? key : `${name}[${key}]`, member)
  }
}
