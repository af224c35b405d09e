// `npm run schema`: writes docs/schema.md.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeSchema } from './describe-schema.ts'

const project = join(import.meta.dirname, '..')
writeFileSync(join(project, 'docs/schema.md'), describeSchema(join(project, 'migrations')))
console.log('Wrote docs/schema.md.')
