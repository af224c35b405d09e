#!/usr/bin/env node
// The command `sallyport`. The package has the command line as one file of JavaScript. A clone has only its
// TypeScript, which Node 24 runs as it is: `npm install` puts that version into node_modules.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const pathOf = (relative) => fileURLToPath(new URL(relative, import.meta.url))

const source = pathOf('./main.ts')
const node = pathOf('../node_modules/node/bin/node')
const isNew = Number.parseInt(process.versions.node, 10) >= 24

if (!existsSync(source)) await import('../dist/cli/main.js')
else if (!existsSync(pathOf('../node_modules'))) fail()
else if (isNew) await import('./main.ts')
else runWith(node)

function fail() {
  console.error('Run `npm install` first.')
  process.exitCode = 1
}

function runWith(executable) {
  const { status, signal } = spawnSync(executable, [source, ...process.argv.slice(2)], { stdio: 'inherit' })
  if (signal) process.kill(process.pid, signal)
  process.exitCode = status ?? 1
}
