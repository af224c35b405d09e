// `npm run scale:seed`: the platform of a million accounts, in minutes.

import { seed } from './platform.ts'

await seed('million')
