// Compares codes that people read from their apps now with the secrets of the export.

import { matchTotp } from '../../src/core/totp.ts'
import { Failure } from '../failure.ts'
import { readSamples } from './addresses.ts'
import type { Candidate } from './candidates.ts'

/** Throws a Failure that names each wrong code by its line. */
export async function requireRightCodes(
  file: string,
  text: string,
  candidates: readonly Candidate[],
  now: number,
): Promise<number> {
  const samples = readSamples(file, text)
  const troubles: string[] = []
  for (const { line, email, code } of samples) {
    const candidate = candidates.find(({ app, email: own }) => app.ok && own?.key === email.key)
    const trouble = await troubleWith(candidate, code, now)
    if (trouble) troubles.push(`${file}:${line}: ${email.address}: ${trouble}`)
  }
  if (troubles.length === 0) return samples.length
  throw new Failure(`Nothing was imported.\n${troubles.join('\n')}`, { code: 'wrong_sample' })
}

async function troubleWith(
  candidate: Candidate | undefined,
  code: string,
  now: number,
): Promise<string | null> {
  if (!candidate?.app.ok) return 'the export has no app for this account'
  const match = await matchTotp(candidate.app.value, code, now)
  if (match.kind === 'match') return null
  if (match.kind === 'none') return 'the code is wrong'
  const { seconds } = match
  return `the code is right, but of ${Math.abs(seconds)} seconds ${seconds < 0 ? 'ago' : 'from now'}`
}
