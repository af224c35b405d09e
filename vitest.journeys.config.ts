import { defineConfig } from 'vitest/config'
import { LANES } from './test/support/node/lanes.ts'
import { propertySettings } from './test/support/node/property-settings.ts'

const properties = propertySettings()

// Journeys, races and properties: real browsers and real HTTP against real dev servers, in lanes (test/support/node/lanes.ts).
export default defineConfig({
  test: {
    include: ['journeys', 'abuse', 'races', 'faults', 'properties'].map(
      (folder) => `test/${folder}/**/*.test.ts`,
    ),
    setupFiles: 'test/support/properties.ts',
    provide: { properties },
    globalSetup: 'test/support/node/global-setup.ts',
    maxWorkers: LANES,
    testTimeout: 60_000 * properties.times,
    hookTimeout: 60_000,
  },
})
