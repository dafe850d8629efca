import { startShared } from './stack.shared'

/** Global setup of the Vitest projects that need PostgreSQL and the sandbox. */
export default function setup() {
  return startShared()
}
