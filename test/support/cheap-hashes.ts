// Before each file: makes password hashes cheap, except where the test is about their cost.

import { beforeAll } from 'vitest'
import { setHashWork } from './hash-work.ts'

const ABOUT_HASHES = /^test\/(crypto|flows\/sign-in)\/password\.test\.ts$/

// biome-ignore lint/correctness/noEmptyPattern: vitest reads from it which fixtures are asked for
beforeAll(({}, { file }) => setHashWork(ABOUT_HASHES.test(file.name) ? 'real' : 'cheap'))
