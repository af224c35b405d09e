// The words of the pages outside the portal: the gate's, and the error pages.

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
