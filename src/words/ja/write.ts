import { writingIn } from '../writing.ts'

export const write = writingIn('ja')
