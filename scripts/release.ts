// `npm version minor` raises the version, runs this, commits and tags: dates what CHANGELOG.md has under
// "Unreleased".

import { readFileSync, writeFileSync } from 'node:fs'
import { dateRelease } from './date-release.ts'

const version = process.env.npm_package_version
if (!version) throw new Error('run `npm version`, which says which version it is')
const today = new Date().toISOString().slice(0, 10)
const file = new URL('../CHANGELOG.md', import.meta.url)
writeFileSync(file, dateRelease(readFileSync(file, 'utf8'), version, today))
