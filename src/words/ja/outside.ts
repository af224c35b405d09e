import type { OutsideWords } from '../words.ts'
import { layout } from './layout.ts'
import { gate, problems, trouble } from './problems.ts'

export const outside: OutsideWords = {
  code: 'ja',
  direction: 'ltr',
  layout,
  problems,
  gate,
  trouble,
}
