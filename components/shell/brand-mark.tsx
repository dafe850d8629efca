/** A small scooter at speed. Decoration: the shop's name stands beside it. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className="size-9 shrink-0">
      <rect width="32" height="32" rx="9" className="fill-art-night" />
      <g fill="none" strokeWidth="2.25" strokeLinecap="round" strokeLinejoin="round" className="stroke-signal">
        <circle cx="9.25" cy="23" r="2.75" />
        <circle cx="23.5" cy="23" r="2.75" />
        <path d="M12 23h3.6c1.6 0 2.3-.6 3-1.9l2.5-4.6M22.8 20.2L19.6 7.8h-3.8" />
        <path d="M6 12h5.5M8.5 16.5h4" className="stroke-art-paper" />
      </g>
    </svg>
  )
}
