// The parts that every mail has.

import type { Config } from '../../config.ts'
import type { Letter, LetterLink } from '../../core/letter.ts'

export interface Written {
  readonly subject: string
  readonly letter: Letter
}

export function pageOf({ portalOrigin }: Config, path: string): LetterLink {
  const href = portalOrigin + path
  return { text: href, href }
}

export const supportOf = ({ brand: { support } }: Config): readonly LetterLink[] => (support ? [support] : [])
