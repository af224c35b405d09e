import { PARAMETERS } from '../../src/crypto/password.ts'

const REAL = { ...PARAMETERS }
const CHEAP = { logN: 4, r: 8, p: 1 }

/** Sets the work of new password hashes. A real hash blocks the isolate for a sixth of a second. */
export function setHashWork(work: 'real' | 'cheap'): void {
  Object.assign(PARAMETERS, work === 'real' ? REAL : CHEAP)
}
