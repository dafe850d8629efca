import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

// `server-only` throws outside Next's server build; here everything is the server.
const alias = { '@': path('..'), 'server-only': path('./support/server-only.ts') }

// Only against what hangs: a processor that has other work to do is no failure.
const patient = { testTimeout: 30_000, hookTimeout: 60_000 }
const shared = { globalSetup: [path('./support/stack.vitest.ts')], ...patient }

// Loading the packages anew for each file made a part cost half as much again.
const loadedOnce = { isolate: false, setupFiles: [path('./support/afresh.ts')] }

export default defineConfig({
  test: {
    root: path('..'),
    // Three workers on two cores, because they wait for the database and the sandbox; inside one, tests run one after the other.
    maxWorkers: 3,
    restoreMocks: true,
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          sequence: { shuffle: true },
          ...loadedOnce,
          ...patient,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          ...loadedOnce,
          setupFiles: [...loadedOnce.setupFiles, path('./support/backend.ts')],
          ...shared,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          // Each file has a world of its own at the sandbox and keeps nothing in modules: loading them once saves a third.
          isolate: false,
          ...shared,
        },
      },
    ],
  },
})
