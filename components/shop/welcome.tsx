import { ButtonLink } from '@/components/ui/button'
import type { Viewer } from '@/components/shell/viewer'
import { RideScene } from './ride-scene'

/** What the shop is and the one thing to do here. It promises nothing that the site cannot do. */
export function Welcome({ merchant, viewer }: { merchant: string; viewer: Viewer }) {
  return (
    <section className="grid items-center gap-10 lg:grid-cols-[1fr_1.02fr] lg:gap-16">
      <div>
        <p className="mb-5 font-medium text-accent">Electric scooters, by the minute</p>
        <h1 className="text-display">Ride now. Pay without stopping.</h1>
        <p className="mt-6 max-w-[34rem] text-lead text-muted">
          {merchant} rents out small, very quick scooters. Save Amazon Pay once, and your rides can be paid for after
          you park: nothing to type, nothing to hand over.
        </p>
        <div className="mt-8 flex flex-wrap gap-3">
          {viewer?.role === 'merchant' ? <ForTheMerchant /> : <ForCustomers />}
        </div>
        <p className="mt-5 text-sm text-muted">
          Nothing is charged when you save. Rides can’t be booked on this site yet; what {merchant} charges you is under
          your orders.
        </p>
      </div>
      <RideScene />
    </section>
  )
}

function ForCustomers() {
  return (
    <>
      <ButtonLink href="/wallet/add" size="large">
        Save Amazon Pay
      </ButtonLink>
      <ButtonLink href="/wallet" size="large" variant="secondary">
        See your wallet
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
