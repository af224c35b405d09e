import type { OutsideWords } from '../words.ts'
import { layout } from './layout.ts'
import { gate, problems, trouble } from './problems.ts'

export const outside: OutsideWords = {
  code: 'fr',
  direction: 'ltr',
  layout,
  problems,
  gate,
  trouble,
}
