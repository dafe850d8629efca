/**
 * What the demo shop sells. US dollars, because a merchant of any country Amazon Pay has may take them.
 * `position` is the place in the shop, `captureMethod` 'manual' a hold that is charged later, `interval` how often a plan is
 * charged.
 */
export const DEMO_PRODUCTS = [
  {
    slug: 'orbit-hop',
    name: 'Orbit hop',
    description: 'Once around the city in ninety minutes, home before lunch.',
    unitAmount: 2400,
    currency: 'usd',
    captureMethod: 'automatic',
    position: 1,
  },
  {
    slug: 'moon-flyby',
    name: 'Moon flyby',
    description: 'Three days along the coast, and back by moonlight.',
    unitAmount: 18_900,
    currency: 'usd',
    captureMethod: 'automatic',
    position: 2,
  },
  {
    slug: 'window-seat',
    name: 'Window seat',
    description: 'A second saddle. Goes with any ride.',
    unitAmount: 650,
    currency: 'usd',
    captureMethod: 'automatic',
    position: 3,
  },
  {
    slug: 'moon-landing',
    name: 'Moon landing',
    description:
      'A guided night ride that depends on the weather: we reserve the price, and charge it once your date is certain.',
    unitAmount: 6000,
    currency: 'usd',
    captureMethod: 'manual',
    position: 4,
  },
  {
    slug: 'orbit-pass',
    name: 'Orbit pass',
    description: 'One ride around the city every month, whenever you like.',
    unitAmount: 1200,
    currency: 'usd',
    captureMethod: 'automatic',
    interval: 'month',
    trialDays: null,
    position: 5,
  },
  {
    slug: 'moon-pass',
    name: 'Moon pass',
    description: 'Every ride we have, as often as you like. Two weeks are free.',
    unitAmount: 4800,
    currency: 'usd',
    captureMethod: 'automatic',
    interval: 'month',
    trialDays: 14,
    position: 6,
  },
] as const
