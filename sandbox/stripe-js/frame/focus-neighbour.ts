const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** Moves the focus along a row of buttons as arrow keys, Home and End do; answers where it went. */
export function focusNeighbour(event: KeyboardEvent, buttons: HTMLElement[]): HTMLElement | undefined {
  const here = buttons.findIndex((button) => button === document.activeElement)
  if (here < 0) return undefined
  const there = placeOf(event.key, here, buttons.length)
  const button = there === undefined ? undefined : buttons[there]
  if (!button) return undefined
  event.preventDefault()
  button.focus()
  return button
}

function placeOf(key: string, here: number, count: number): number | undefined {
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  const step = STEPS[key]
  return step === undefined ? undefined : (here + step + count) % count
}
