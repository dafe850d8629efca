import { ArrowUpRight, CircleCheck, CornerDownLeft, type LucideIcon } from 'lucide-react'

type Step = { icon: LucideIcon; title: string; text: string }

/** The redirect, told before it happens, so that leaving the site surprises nobody. */
export function HowSavingWorks({ merchant }: { merchant: string }) {
  return (
    <section aria-labelledby="how-saving-works">
      <h2 id="how-saving-works" className="text-title">
        Three steps, about a minute
      </h2>
      <ol className="mt-8 grid overflow-hidden rounded-card border border-line bg-surface shadow-card md:grid-cols-3">
        {stepsWith(merchant).map(({ icon: Icon, title, text }, place) => (
          <li
            key={title}
            className="border-line p-6 not-first:border-t sm:p-8 md:not-first:border-s md:not-first:border-t-0"
          >
            <div className="flex items-center justify-between">
              <span className="text-title text-brand">{place + 1}</span>
              <Icon aria-hidden className="size-6 text-muted" />
            </div>
            <h3 className="mt-6 text-heading">{title}</h3>
            <p className="mt-2 text-muted">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

function stepsWith(merchant: string): Step[] {
  return [
    {
      icon: ArrowUpRight,
      title: 'You go to Amazon',
      text: 'We show you what you are agreeing to, word for word, and then hand you over. You sign in at Amazon, not here.',
    },
    {
      icon: CircleCheck,
      title: 'You approve',
      text: `Amazon asks whether ${merchant} may use Amazon Pay. Your cards stay with Amazon; we never see their numbers.`,
    },
    {
      icon: CornerDownLeft,
      title: 'You come back',
      text: 'Amazon Pay is in your wallet, next to the words you agreed to and the moment you agreed to them.',
    },
  ]
}
