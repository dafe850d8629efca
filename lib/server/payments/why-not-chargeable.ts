import 'server-only'

export type NotChargeable = 'no_customer' | 'no_method' | 'method_removed' | 'no_mandate' | 'other_account'

type Method = {
  status: 'active' | 'removing' | 'detached'
  stripeAccountId: string
  livemode: boolean
  /** Whether a mandate in force allows charges while the customer is away. */
  isAllowed: boolean
}

type Asked = {
  /** Whether Stripe knows the customer, by whichever id. */
  isKnown: boolean
  method: Method | null
  /** The account our keys open. */
  account: { stripeAccountId: string; livemode: boolean }
}

/** Why a customer can't be charged with a method while they are away; null when they can. */
export function whyNotChargeable({ isKnown, method, account }: Asked): NotChargeable | null {
  if (!method) return 'no_method'
  if (method.status !== 'active' || !isKnown) return 'method_removed'
  if (!method.isAllowed) return 'no_mandate'
  const isOurs = method.stripeAccountId === account.stripeAccountId && method.livemode === account.livemode
  return isOurs ? null : 'other_account'
}
