import { writingIn } from '../writing.ts'

// Digits as in codes and addresses.
export const write = writingIn('ar-u-nu-latn')
