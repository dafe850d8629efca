import fc from 'fast-check'
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { brokenRules } from '../support/object-rules'
import { walk } from '../support/random-walk'
import { type SessionCommand, changeSession } from '@/sandbox/machines/checkout-session'
import { type MandateCommand, changeMandate } from '@/sandbox/machines/mandate'
import { type MethodCommand, type MethodState, changeMethod } from '@/sandbox/machines/payment-method'
import { type AttemptCommand, changeAttempt } from '@/sandbox/machines/setup-attempt'
import { type SetupCommand, changeSetup } from '@/sandbox/machines/setup-intent'
import { type TripCommand, type TripState, changeTrip } from '@/sandbox/machines/test-page-trip'

// Each start has the members that its machine looks at, and stands for the whole object.
const setup = {
  object: 'setup_intent',
  cancellation_reason: null,
  last_setup_error: null,
  latest_attempt: null,
  mandate: null,
  next_action: null,
  payment_method: null,
  status: 'requires_payment_method',
} as unknown as Stripe.SetupIntent
const tried: Stripe.SetupIntent = { ...setup, latest_attempt: 'setatt_1', payment_method: 'pm_1' }

const trip = { attempt: 'setatt_1', url: 'https://example.com/a', returnUrl: 'https://example.com/', mandate: null }
const setupCommands = fc.constantFrom<SetupCommand>(
  { do: 'give_method', paymentMethod: 'pm_1' },
  { do: 'redirect', paymentMethod: 'pm_1', ...trip },
  { do: 'attempt', paymentMethod: 'pm_1', attempt: 'setatt_2' },
  { do: 'process' },
  { do: 'succeed', mandate: 'mandate_1' },
  { do: 'fail', error: { type: 'card_error' } },
  { do: 'cancel', reason: 'abandoned' },
)

const attempt = { object: 'setup_attempt', setup_error: null, status: 'requires_action' } as Stripe.SetupAttempt
const mandate = { object: 'mandate', status: 'pending' } as Stripe.Mandate
const method = { object: 'payment_method', customer: null, customer_account: null } as Stripe.PaymentMethod
const session = {
  object: 'checkout.session',
  mode: 'payment',
  payment_intent: null,
  payment_status: 'unpaid',
  setup_intent: null,
  status: 'open',
  url: 'https://example.com/c/pay/cs_1',
} as unknown as Stripe.Checkout.Session
const outcome = { payment_status: 'unpaid' } as Extract<SessionCommand, { do: 'complete' }>['outcome']

describe('whatever is done to it, allowed or not', () => {
  it('a SetupIntent is in a state that Stripe knows, and stays as it ended', () => {
    const { taken, refused, reached } = walk({
      starts: [setup, { ...tried, status: 'requires_confirmation' }],
      commands: setupCommands,
      step: (before, command) => changeSetup(before, command).setupIntent,
      wrong: (after, before) => [...brokenRules(after), ...ended(before, ['succeeded', 'canceled'])],
    })
    expect(taken.size).toBe(7)
    expect([...taken].sort()).toEqual([...refused].sort())
    expect(new Set(reached.map(({ status }) => status)).size).toBe(6)
  })

  it('a try at saving ends once', () => {
    const { taken, refused, reached } = walk({
      starts: [attempt],
      commands: fc.constantFrom<AttemptCommand>(
        { do: 'process' },
        { do: 'succeed' },
        { do: 'fail', error: { type: 'card_error' } },
        { do: 'abandon' },
      ),
      step: changeAttempt,
      wrong: (after, before) => [...brokenRules(after), ...ended(before, ['succeeded', 'failed', 'abandoned'])],
    })
    expect([...taken].sort()).toEqual([...refused].sort())
    expect(new Set(reached.map(({ status }) => status)).size).toBe(4)
  })

  it('a permission that has ended never comes back, and its end is told exactly when it was in force', () => {
    const { taken, refused } = walk({
      starts: [mandate],
      commands: fc.constantFrom<MandateCommand>({ do: 'activate', told: false }, { do: 'end' }),
      step: (before, command) => changeMandate(before, command).mandate,
      wrong: (after, before, command) => {
        const { event } = changeMandate(before, command)
        const isRight = (event !== null) === (before.status === 'active' && after.status === 'inactive')
        return [...ended(before, ['inactive']), ...(isRight ? [] : ['tells of the wrong changes'])]
      },
    })
    expect([...taken].sort()).toEqual([...refused].sort())
  })

  it('a method belongs to one customer at most, and to nobody once it is used up', () => {
    const owner = { customer: 'cus_1', customer_account: null }
    const { taken, refused } = walk<MethodState, MethodCommand>({
      starts: [{ method, usedUp: null }],
      commands: fc.constantFrom<MethodCommand>(
        { do: 'attach', owner },
        { do: 'attach', owner: { ...owner, customer: 'cus_2' } },
        { do: 'detach', how: 'detached' },
        { do: 'detach', how: 'declined' },
        { do: 'spend' },
      ),
      step: changeMethod,
      wrong: ({ method: { customer }, usedUp }, before, command) => [
        ...(usedUp !== null && customer !== null ? ['used up, and somebody’s'] : []),
        ...(command.do === 'attach' && before.method.customer !== null ? ['changed hands'] : []),
        ...(before.usedUp !== null && usedUp !== before.usedUp ? ['was used up twice'] : []),
      ],
    })
    expect(taken.size).toBe(3)
    expect([...refused].sort()).toEqual(['attach', 'spend'])
  })

  it('a trip to the test page is decided once', () => {
    type Trip = { outcome: Exclude<TripState, 'open'> | null }
    const { taken, refused } = walk<Trip, TripCommand>({
      starts: [{ outcome: null }],
      commands: fc.constantFrom<TripCommand>({ do: 'authorize' }, { do: 'fail' }, { do: 'expire' }, { do: 'abandon' }),
      step: ({ outcome: before }, command) => ({ outcome: changeTrip(before, command) }),
      wrong: ({ outcome: after }, { outcome: before }) =>
        before === null || (before === 'authorized' && after !== 'expired') ? [] : ['was decided again'],
    })
    expect([...taken].sort()).toEqual([...refused].sort())
  })

  it('a Checkout Session ends once, and is paid only when it is complete', () => {
    const { taken, refused, reached } = walk({
      starts: [session, { ...session, mode: 'setup', payment_status: 'no_payment_required' }],
      commands: fc.constantFrom<SessionCommand>(
        { do: 'start', intent: 'pi_1' },
        { do: 'complete', outcome },
        { do: 'settle' },
        { do: 'expire' },
      ),
      step: changeSession,
      wrong: (after, before, command) => [
        ...brokenRules(after),
        ...(command.do === 'settle' ? ended(before, ['expired']) : ended(before, ['complete', 'expired'])),
      ],
    })
    expect([...taken].sort()).toEqual([...refused].sort())
    expect(new Set(reached.map(({ status }) => status)).size).toBe(3)
  })
})

function ended({ status }: { status: string | null }, ends: string[]): string[] {
  return ends.includes(status ?? '') ? ['went on after its end'] : []
}
