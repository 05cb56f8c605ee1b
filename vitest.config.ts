import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/cluster.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Stories mostly wait: for quiet times, for limits, for one another.
    maxWorkers: 4,
  },
})
