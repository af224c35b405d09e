import { writingIn } from '../writing.ts'

export const write = writingIn('es')
