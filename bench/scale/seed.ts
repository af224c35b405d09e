// `npm run scale:seed`: the platform of a million accounts, in minutes.

import { seed } from './database.ts'

await seed('million')
