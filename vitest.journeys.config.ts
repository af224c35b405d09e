import { defineConfig } from 'vitest/config'

// Journeys and races: real browsers and real HTTP against the real dev server. One server, one file after the other,
// because the clock is everybody's.
export default defineConfig({
  test: {
    include: ['journeys', 'abuse', 'races', 'faults'].map((folder) => `test/${folder}/**/*.test.ts`),
    globalSetup: 'test/support/node/global-setup.ts',
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
