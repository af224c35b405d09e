// `npm run scale:seed`: fills the platform of a million accounts, in minutes.

import { seed } from './database.ts'

await seed('million')
