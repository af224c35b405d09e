import type { OutsideWords } from '../words.ts'
import { layout } from './layout.ts'
import { gate, problems, trouble } from './problems.ts'

export const outside: OutsideWords = {
  code: 'ar',
  direction: 'rtl',
  layout,
  problems,
  gate,
  trouble,
}
