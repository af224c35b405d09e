import { defineConfig } from 'vitest/config'

// `npm run gallery`: a picture of every page and state, in dist/gallery.
export default defineConfig({
  test: {
    include: ['test/gallery/**/*.test.ts'],
    globalSetup: 'test/support/node/global-setup.ts',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
})
