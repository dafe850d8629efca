import { ButtonLink } from '@/components/ui/button'
import type { Viewer } from '@/components/shell/viewer'
import { RideScene } from './ride-scene'

/** What the shop is and the one thing to do here. It promises nothing that the site cannot do. */
export function Welcome({ merchant, viewer }: { merchant: string; viewer: Viewer }) {
  return (
    <section className="grid items-center gap-10 lg:grid-cols-[1fr_1.02fr] lg:gap-16">
      <div>
        <p className="mb-5 font-medium text-accent">Rocket scooters, there and back</p>
        <h1 className="text-display">Ride now. Pay without stopping.</h1>
        <p className="mt-6 max-w-[34rem] text-lead text-muted">
          {merchant} rents out small scooters with very large rockets. Pay with Amazon Pay or by card, or save Amazon
          Pay once, and the next ride takes one press: nothing to type, nothing to hand over.
        </p>
        <div className="mt-8 flex flex-wrap gap-3">
          {viewer?.role === 'merchant' ? <ForTheMerchant /> : <ForCustomers />}
        </div>
        <p className="mt-5 text-sm text-muted">
          You need no account to ride. Saving Amazon Pay is optional, and nothing is charged when you save it.
        </p>
      </div>
      <RideScene />
    </section>
  )
}

function ForCustomers() {
  return (
    <>
      <ButtonLink href="#rides" size="large">
        Choose a ride
      </ButtonLink>
      <ButtonLink href="/wallet/add" size="large" variant="secondary">
        Save Amazon Pay
      </ButtonLink>
    </>
  )
}

function ForTheMerchant() {
  return (
    <ButtonLink href="/console" size="large">
      Open the console
    </ButtonLink>
  )
}
