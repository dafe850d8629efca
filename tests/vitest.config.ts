import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

// `server-only` throws outside Next's server build; here everything is the server.
const alias = { '@': path('..'), 'server-only': path('./support/server-only.ts') }

const slow = {
  globalSetup: [path('./support/stack.vitest.ts')],
  testTimeout: 30_000,
  hookTimeout: 60_000,
}

export default defineConfig({
  test: {
    root: path('..'),
    // Three workers on two cores, because they wait for the database and the sandbox; inside one, tests run one after the other.
    maxWorkers: 3,
    restoreMocks: true,
    projects: [
      { resolve: { alias }, test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], sequence: { shuffle: true } } },
      {
        resolve: { alias },
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          setupFiles: [path('./support/backend.ts')],
          ...slow,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          // Each file has a world of its own at the sandbox and keeps nothing in modules: loading them once saves a third.
          isolate: false,
          ...slow,
        },
      },
    ],
  },
})
