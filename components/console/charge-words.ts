import { dayOf } from '@/components/ui/time'
import { methodName } from '@/components/wallet/method-words'
import type { PaymentMethodDto } from '@/lib/contracts/payment-methods'

/** Whether the merchant may charge it while the customer is away. */
export function isChargeable({ status, usage }: PaymentMethodDto): boolean {
  return status === 'active' && usage === 'off_session'
}

/** What the merchant reads about one saved method, in a few words. */
export function shortStanding({ status, usage }: PaymentMethodDto): string {
  switch (status) {
    case 'removing':
      return 'being removed'
    case 'detached':
      return 'no longer connected'
    case 'active':
      return USAGE[usage ?? 'none']
  }
}

const USAGE = {
  off_session: 'may be charged while away',
  on_session: 'only while present',
  none: 'the permission has ended',
}

type Standing = { name: string; methods: PaymentMethodDto[]; hadMethods: boolean }

/** Why there is nothing to charge, in the merchant's words; null when there is something. */
export function whyNotChargeable({ name, methods, hadMethods }: Standing): { title: string; text: string } | null {
  if (methods.some(isChargeable)) return null
  if (methods.some(({ status, usage }) => status === 'active' && usage === 'on_session'))
    return {
      title: `${name} has not allowed charges while away`,
      text: 'Amazon Pay was saved without that permission, so it may only be used while they are here. They can save it again and tick the box.',
    }
  if (methods.some(({ status }) => status === 'removing'))
    return {
      title: `${name} is removing Amazon Pay`,
      text: 'No new charge is made with it. A charge that was already under way is still finished.',
    }
  if (methods.length > 0 || hadMethods)
    return {
      title: `${name}’s Amazon Pay is no longer connected`,
      text: 'The permission has ended, so nothing can be charged. They can save Amazon Pay again.',
    }
  return {
    title: `${name} has not saved Amazon Pay`,
    text: 'Without a saved method and a permission there is nothing to charge.',
  }
}

/** How a saved method is called where one of several is chosen: the same account may have been saved twice. */
export function optionName({ isDefault, savedAt, ...method }: PaymentMethodDto): string {
  return `${methodName(method)}, saved ${dayOf(savedAt)}${isDefault ? ' (default)' : ''}`
}
