import { build } from '../../scripts/launcher/build.mjs'
import { startShared } from './stack.shared'

/** Global setup of the browser tests: they also need the web to be built. */
export default function setup() {
  return startShared((processes) => build(processes))
}
