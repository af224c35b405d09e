import { createHash } from 'node:crypto'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

// Everything runs in workerd, with real D1 and KV, except what runs on Node in real life too: what an origin imports,
// and what reads files.
const ON_NODE = ['test/origin/**/*.test.ts', 'test/vectors/**/*.test.ts', 'test/architecture.test.ts']
const OVER_HTTP = ['test/journeys/**', 'test/races/**']

const madeFrom = (words: string) => createHash('sha256').update(words).digest('base64url')

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                MASTER_KEY: madeFrom('master key of the tests'),
                OPERATOR_TOKEN: madeFrom('operator token of the tests'),
                TEST_MIGRATIONS: await readD1Migrations('./migrations'),
              },
            },
          })),
        ],
        test: {
          name: 'workerd',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...ON_NODE, ...OVER_HTTP],
          setupFiles: ['test/support/fresh-storage.ts'],
        },
      },
      {
        test: { name: 'node', include: ON_NODE },
      },
    ],
  },
})
