// What the pages outside the portal say: the gate's, and those of trouble.

import { layout } from './layout.ts'
import { gate, problems, trouble } from './problems.ts'

export const outside = {
  code: 'en' as const,
  direction: 'ltr' as const,
  layout,
  problems,
  gate,
  trouble,
}
