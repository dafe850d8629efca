import { ButtonLink } from '@/components/ui/button'
import { RideScene } from './ride-scene'

/** What the shop is and the one thing to do here. It promises nothing that the site cannot do. */
export function Welcome({ merchant }: { merchant: string }) {
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
          <ButtonLink href="/wallet/add" size="large">
            Save Amazon Pay
          </ButtonLink>
          <ButtonLink href="/wallet" size="large" variant="secondary">
            See your wallet
          </ButtonLink>
        </div>
        <p className="mt-5 text-sm text-muted">
          Nothing is charged when you save. Rides can’t be booked on this site yet.
        </p>
      </div>
      <RideScene />
    </section>
  )
}
