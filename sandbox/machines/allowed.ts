/** From which states each command may come: a machine at one look. */
export type Allowed<Do extends string, State extends string> = Readonly<Record<Do, readonly State[]>>

/**
 * A command that leads nowhere from where its object is. Requests are refused before, in Stripe's words: this one is a
 * defect of the sandbox.
 */
export class IllegalStep extends Error {}

/** @throws IllegalStep unless the command may come in this state. */
export function mustAllow<Do extends string, State extends string>(
  allowed: Allowed<Do, State>,
  command: { do: Do },
  state: State,
): void {
  if (!allowed[command.do].includes(state)) throw new IllegalStep(`${command.do} from ${state}`)
}
