#!/usr/bin/env node
// The command `sallyport`. The package has the command line as one file of JavaScript. A clone has only its
// TypeScript, which Node 24 runs as it is: `npm install` puts that version into node_modules.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const pathOf = (relative) => fileURLToPath(new URL(relative, import.meta.url))

const source = pathOf('./main.ts')
const node = pathOf('../node_modules/node/bin/node')

if (!existsSync(source)) await import('../dist/cli/main.js')
else if (process.features.typescript) await import('./main.ts')
else if (existsSync(node)) runWith(node)
else {
  console.error('Run `npm install` first.')
  process.exitCode = 1
}

function runWith(executable) {
  const { status, signal } = spawnSync(executable, [source, ...process.argv.slice(2)], { stdio: 'inherit' })
  if (signal) process.kill(process.pid, signal)
  process.exitCode = status ?? 1
}
