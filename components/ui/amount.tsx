type Props = {
  /** In the currency's smallest unit: 2400 is $24.00, and ¥2400 in yen. */
  amount: number
  /** Three letters, in either case. */
  currency: string
}

/** Money as the customer reads it. Throws a RangeError when the currency is not three letters. */
export function Amount({ amount, currency }: Props) {
  return <span className="whitespace-nowrap figures">{spelled(amount, currency)}</span>
}

function spelled(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  // The point is moved in the text, so that no amount passes through a fraction. TypeScript does not see that a number
  // with an exponent is a number.
  return format.format(`${amount}e-${digits}` as `${number}`)
}
