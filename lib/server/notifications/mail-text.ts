import 'server-only'
import type { Mail } from './write-mail'

/** A mail as plain text: what every reader can show, and what is kept. */
export function mailText({ lead, facts, link, from }: Mail): string {
  const lines = facts.map(({ name, value }) => `${name}: ${value}`)
  return [lead, lines.join('\n'), `${link.label}:\n${link.url}`, from].join('\n\n')
}
