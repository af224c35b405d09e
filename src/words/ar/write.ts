import { writingIn } from '../writing.ts'

// Writes numbers with the digits 0 to 9, as in codes and addresses.
export const write = writingIn('ar-u-nu-latn')
