import { vi } from 'vitest'

// Files share a process, so that its packages are loaded once. Each begins as if it were the first all the same: with
// modules, a database client and the variables of the run.
const run = globalThis as { variables?: NodeJS.ProcessEnv; prisma?: unknown }
run.variables ??= { ...process.env }
for (const name of Object.keys(process.env)) if (!(name in run.variables)) delete process.env[name]
Object.assign(process.env, run.variables)
delete run.prisma
vi.resetModules()
