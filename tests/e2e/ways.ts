import type { Locator } from 'playwright/test'
import type { Site } from './pages/site'
import { HELD, PAID, PAID_AND_SAVED, type PaymentEnd } from './payment-end'

export const GOOD_CARD = '4242424242424242'
export const BAD_CARD = '4000000000000002'

/** One way to pay an order. */
export type Way = {
  name: string
  /** rider: somebody who has saved Amazon Pay. */
  who: 'guest' | 'customer' | 'rider'
  slug?: string
  /** Pays without JavaScript. */
  isPlain?: true
  /** Whether the customer goes to Amazon. */
  leaves: boolean
  /** Whether Stripe sends the customer to Amazon although they have saved it. */
  asksAgain?: true
  /** What the return page says in the end, and what is true then. */
  title: 'Paid' | 'Reserved, not charged'
  end: PaymentEnd
  /** Chooses it on the page, and gives the button that pays. */
  choose: (site: Site) => Promise<Locator>
}

const GUEST = { who: 'guest', leaves: true, title: 'Paid', end: PAID } as const

const ELEMENT: Way = {
  ...GUEST,
  name: 'Amazon Pay in the Payment Element',
  choose: async ({ checkout: { element } }) => {
    await element.arrive()
    await element.method('Amazon Pay').click()
    return element.button
  },
}

const BUTTON: Way = { ...GUEST, name: 'the Amazon Pay button', choose: amazonButton }

const CARD: Way = {
  ...GUEST,
  leaves: false,
  name: 'a card in the Payment Element',
  choose: async ({ checkout: { element } }) => {
    await element.enterCard(GOOD_CARD)
    return element.button
  },
}

const FORM: Way = {
  ...GUEST,
  name: 'a form without JavaScript',
  isPlain: true,
  choose: async ({ checkout }) => {
    await checkout.start.or(checkout.amazon).waitFor()
    if (await checkout.start.isVisible()) await checkout.start.click()
    return checkout.amazon
  },
}

/** Charged at once, as Stripe does with what a mandate allows. */
export const SAVED: Way = {
  ...GUEST,
  who: 'rider',
  leaves: false,
  name: 'a saved Amazon Pay',
  choose: async ({ checkout }) => checkout.saved,
}

const SAVED_ASKED: Way = {
  ...SAVED,
  leaves: true,
  asksAgain: true,
  name: 'a saved Amazon Pay that Amazon wants approved',
  // After a decline it is not saved any more, and the page offers the others.
  choose: async (site) => ((await site.checkout.saved.count()) > 0 ? site.checkout.saved : amazonButton(site)),
}

export const BUTTON_SAVING: Way = {
  ...GUEST,
  who: 'customer',
  name: 'the Amazon Pay button, saving it',
  end: PAID_AND_SAVED,
  choose: async (site) => {
    await site.checkout.element.arrive()
    await site.checkout.optIn.check()
    // Until Stripe knows of the tick, no button can be pressed.
    return amazonButton(site)
  },
}

export const ELEMENT_SAVING: Way = {
  ...BUTTON_SAVING,
  name: 'Amazon Pay in the Payment Element, saving it',
  choose: async ({ checkout }) => {
    await checkout.element.arrive()
    await checkout.optIn.check()
    await checkout.element.arrive()
    return checkout.element.button
  },
}

const HOLD: Way = {
  ...BUTTON,
  name: 'the Amazon Pay button, for a hold',
  slug: 'moon-landing',
  title: 'Reserved, not charged',
  end: HELD,
}

export const WAYS = [ELEMENT, BUTTON, CARD, FORM, SAVED, SAVED_ASKED, BUTTON_SAVING, ELEMENT_SAVING, HOLD]

/** Waits for the Element as well: by then every script of the page has loaded. */
async function amazonButton({ checkout }: Site): Promise<Locator> {
  await checkout.element.arrive()
  return checkout.amazon
}
