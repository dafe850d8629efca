// The client loads nothing of the sandbox itself, which runs elsewhere for most tests.
export { type SandboxControl, sandboxControl } from '../../sandbox/client'
