/** Our own drawing: a scooter that leaves town like a rocket, and a slip of paper that says who allowed it. */
export function RideScene() {
  return (
    <svg viewBox="0 0 560 480" aria-hidden className="h-auto w-full rounded-stage shadow-float print:hidden">
      <rect width="560" height="480" className="fill-art-night" />
      <Sky />
      <Town />
      <Scooter />
      <Permit />
    </svg>
  )
}

function Sky() {
  return (
    <g>
      <circle cx="392" cy="196" r="112" className="fill-signal" />
      <g fill="none" strokeWidth="1.5" className="stroke-art-haze">
        <circle cx="392" cy="196" r="152" />
        <circle cx="392" cy="196" r="200" />
        <circle cx="392" cy="196" r="256" />
      </g>
    </g>
  )
}

function Town() {
  return (
    <g>
      <path
        d="M0 322h38v-50h44v26h30v-62h40v86h36v-36h46v36h230v-44h38v-30h40v74h18v158H0z"
        className="fill-art-hill"
      />
      <path d="M0 352c96-30 190-30 282-6s184 22 278-6v140H0z" className="fill-art-field" />
      <path d="M0 424h560v56H0z" className="fill-art-ink" />
      <path d="M24 452h512" fill="none" strokeWidth="4" strokeDasharray="36 28" className="stroke-art-haze" />
    </g>
  )
}

function Scooter() {
  return (
    <g fill="none" strokeLinecap="round" strokeLinejoin="round">
      <path d="M36 344h74M64 372h50M24 400h60" strokeWidth="6" className="stroke-art-haze" />
      <path d="M192 392c-34-18-62-18-96-6 24 3 36 9 42 17-14 0-26 4-36 12 36 8 64 2 90-11z" className="fill-signal" />
      <path d="M192 394c-20-7-34-7-52-1 12 2 19 6 22 10-9 1-14 3-18 6 20 3 34 0 48-6z" className="fill-art-paper" />
      <path d="M240 400h112c22 0 36-8 47-27l24-43" strokeWidth="15" className="stroke-art-paper" />
      <path d="M440 398L396 196h-44" strokeWidth="13" className="stroke-art-paper" />
      <path d="M352 196h20" strokeWidth="17" className="stroke-art-ink" />
      <path d="M182 392c3-28 22-46 50-46 13 0 24 4 33 11" strokeWidth="11" className="stroke-art-paper" />
      <Wheel x={232} />
      <Wheel x={440} />
    </g>
  )
}

function Wheel({ x }: { x: number }) {
  return (
    <>
      <circle cx={x} cy="400" r="33" strokeWidth="9" className="fill-art-ink stroke-art-paper" />
      <circle cx={x} cy="400" r="11" className="fill-signal" />
    </>
  )
}

function Permit() {
  return (
    <g transform="rotate(-7 150 130)">
      <rect x="58" y="52" width="196" height="152" rx="14" className="fill-art-ink opacity-35" />
      <path
        d="M64 40h172a14 14 0 0 1 14 14v86a10 10 0 0 0 0 20v18a14 14 0 0 1-14 14H64a14 14 0 0 1-14-14v-18a10 10 0 0 0 0-20V54a14 14 0 0 1 14-14z"
        className="fill-art-paper"
      />
      <g fill="none" strokeLinecap="round" strokeLinejoin="round" className="stroke-art-night">
        <path d="M74 70h74" strokeWidth="9" />
        <path d="M74 94h136M74 112h112" strokeWidth="5" className="opacity-35" />
        <path d="M66 150h168" strokeWidth="2" strokeDasharray="5 7" className="opacity-60" />
        <path d="M76 172c10-12 16-12 18-4s6 6 12-2 10-6 12 0 8 4 16-2" strokeWidth="3.5" />
        <circle cx="208" cy="152" r="27" className="fill-signal stroke-art-paper" strokeWidth="5" />
        <path d="M196 152l8 9 17-19" strokeWidth="6" />
      </g>
    </g>
  )
}
