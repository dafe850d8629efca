import { el } from './dom'

/** `2026-11-20 21:35:43`, always UTC: the page says so beside its clock. */
export function utc(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString().slice(0, 19).replace('T', ' ')
}

/** The time alone when it is of the same day as `now`, else with its date. */
export function timeOf(unixSeconds: number, now: number): HTMLElement {
  const full = utc(unixSeconds)
  const shown = full.slice(0, 10) === utc(now).slice(0, 10) ? full.slice(11) : full
  return el('time', { datetime: new Date(unixSeconds * 1000).toISOString(), title: `${full} UTC` }, shown)
}

/** `2 d 3 h`: the two largest units, enough to recognise how far a clock was moved. */
export function duration(seconds: number): string {
  const units: [string, number][] = [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
    ['s', 1],
  ]
  const parts: string[] = []
  let rest = Math.round(seconds)
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) parts.push(`${count} ${unit}`)
  }
  return parts.slice(0, 2).join(' ') || '0 s'
}

/** `setup_intents` as people write it: "Setup intents". */
export function title(name: string): string {
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const TONES: Record<string, string> = {
  succeeded: 'good',
  active: 'good',
  enabled: 'good',
  complete: 'good',
  delivered: 'good',
  requires_action: 'warn',
  requires_confirmation: 'warn',
  requires_capture: 'warn',
  processing: 'warn',
  open: 'warn',
  pending: 'warn',
  needs_response: 'warn',
  under_review: 'warn',
  failed: 'bad',
  won: 'good',
  lost: 'bad',
}

/** A status in its own word; the colour only repeats it. */
export function badge(word: string, tone = TONES[word] ?? 'plain'): HTMLElement {
  return el('span', { class: `badge ${tone}` }, word)
}
