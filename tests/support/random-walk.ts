import fc from 'fast-check'
import { IllegalStep } from '../../sandbox/machines/allowed'

type Machine<State, Command extends { do: string }> = {
  starts: readonly State[]
  commands: fc.Arbitrary<Command>
  /** The step itself; it throws IllegalStep where the command may not come. */
  step: (state: State, command: Command) => State
  /** What is wrong with a state, given the one before. */
  wrong: (state: State, before: State, command: Command) => string[]
}

/** Which commands led somewhere and which were turned away, so that a walk that met nothing cannot pass. */
export type Walked<State> = { taken: Set<string>; refused: Set<string>; reached: State[] }

/**
 * Random sequences of commands, also such as make no sense, from each start. Throws, with the shortest sequence that
 * shows it, when one leads to something wrong or edits the state it was given.
 */
export function walk<State extends object, Command extends { do: string }>(
  machine: Machine<State, Command>,
): Walked<State> {
  const walked: Walked<State> = { taken: new Set(), refused: new Set(), reached: [] }
  const commands = fc.array(machine.commands, { minLength: 1, maxLength: 14 })
  fc.assert(
    fc.property(fc.constantFrom(...machine.starts), commands, (start, sequence) => {
      let state = frozen(start)
      for (const command of sequence) {
        const next = tried(machine, state, command)
        if (next === null) {
          walked.refused.add(command.do)
          continue
        }
        walked.taken.add(command.do)
        walked.reached.push(next)
        const wrong = machine.wrong(next, state, command)
        if (wrong.length > 0) throw new Error(`${command.do}: ${wrong.join(', ')}`)
        state = frozen(next)
      }
    }),
    { numRuns: 400 },
  )
  return walked
}

function tried<State, Command extends { do: string }>(
  { step }: Machine<State, Command>,
  state: State,
  command: Command,
): State | null {
  try {
    return step(state, command)
  } catch (error) {
    if (error instanceof IllegalStep) return null
    throw error
  }
}

/** Down to the last member: an edit in place throws. */
function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const member of Object.values(value)) frozen(member)
  return Object.freeze(value)
}
