// Before each test: hashes of passwords take little work, except where the work is what is tested.

import { beforeEach } from 'vitest'
import { setHashWork } from './hash-work.ts'

const ABOUT_HASHES = /^test\/(crypto|flows\/sign-in)\/password\.test\.ts$/

beforeEach(({ task }) => setHashWork(ABOUT_HASHES.test(task.file.name) ? 'real' : 'cheap'))
