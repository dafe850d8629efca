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
  /** cus_…; null as long as Stripe knows no such customer. */
  stripeCustomerId: string | null
  method: Method | null
  /** The account our keys open. */
  account: { stripeAccountId: string; livemode: boolean }
}

/** Why a customer can't be charged with a method while they are away; null when they can. */
export function whyNotChargeable({ stripeCustomerId, method, account }: Asked): NotChargeable | null {
  if (!method) return 'no_method'
  if (method.status !== 'active' || !stripeCustomerId) return 'method_removed'
  if (!method.isAllowed) return 'no_mandate'
  const isOurs = method.stripeAccountId === account.stripeAccountId && method.livemode === account.livemode
  return isOurs ? null : 'other_account'
}
