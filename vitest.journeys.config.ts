import { defineConfig } from 'vitest/config'
import { LANES } from './test/support/node/lanes.ts'
import { propertySettings } from './test/support/node/property-settings.ts'

const properties = propertySettings()

// Journeys, races and properties: real browsers and real HTTP against the Worker as it is built, in lanes (test/support/node/lanes.ts).
export default defineConfig({
  test: {
    name: 'journeys',
    include: ['journeys', 'abuse', 'races', 'faults', 'properties'].map(
      (folder) => `test/${folder}/**/*.test.ts`,
    ),
    setupFiles: ['test/support/properties.ts', 'test/support/node/fresh-lane.ts'],
    provide: { properties },
    globalSetup: 'test/support/node/global-setup.ts',
    maxWorkers: LANES,
    // What a file leaves in memory is a browser without pages, and compiled code.
    isolate: false,
    testTimeout: 60_000 * properties.times,
    hookTimeout: 60_000,
  },
})
