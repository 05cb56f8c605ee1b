import { defineConfig } from 'vitest/config'

// Each has a command of its own.
const long = { access: ['test/access/**/*.test.ts'], faults: ['test/faults/**/*.test.ts'] }

export default defineConfig({
  test: {
    globalSetup: ['test/cluster.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    // Stories mostly wait: for quiet times, for limits, for one another.
    maxWorkers: 5,
    // No file mocks a module or leaves something in one, and to load the app anew for each takes a third of the time.
    isolate: false,
    projects: [
      {
        extends: true,
        test: { name: 'suite', include: ['test/**/*.test.ts'], exclude: Object.values(long).flat() },
      },
      ...Object.entries(long).map(([name, include]) => ({ extends: true as const, test: { name, include } })),
    ],
  },
})
