import { defineConfig } from 'vitest/config'
import { propertySettings } from './test/support/node/property-settings.ts'

const properties = propertySettings()

// Journeys, races and properties: real browsers and real HTTP against the real dev server. One server, one file after the other,
// because the clock is everybody's.
export default defineConfig({
  test: {
    include: ['journeys', 'abuse', 'races', 'faults', 'properties'].map(
      (folder) => `test/${folder}/**/*.test.ts`,
    ),
    setupFiles: 'test/support/properties.ts',
    provide: { properties },
    globalSetup: 'test/support/node/global-setup.ts',
    fileParallelism: false,
    testTimeout: 60_000 * properties.times,
    hookTimeout: 60_000,
  },
})
