import type { Shown } from '../channel'

const DRAWABLE = ['amazon_pay', 'card'] as const

export type MethodType = (typeof DRAWABLE)[number]

/** What is offered, in order: the shop's wishes first, then Stripe's. Types the sandbox cannot draw are left out. */
export function methodsOf({ session, options }: Shown): MethodType[] {
  const offered = DRAWABLE.filter((type) => session?.payment_method_types.includes(type))
  const wished = options.paymentMethodOrder ?? []
  const place = (type: MethodType) => {
    const byWish = wished.indexOf(type)
    const byStripe = session?.payment_method_types.indexOf(type) ?? 0
    return byWish >= 0 ? byWish : wished.length + byStripe
  }
  return offered.sort((one, other) => place(one) - place(other))
}
