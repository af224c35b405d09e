// Finds a workspace's logo by the digest of its bytes, for the public sign-in pages.

import { findLogo, type Logo } from '../../store/logos.ts'
import type { KeylessEdge } from './edge.ts'

/** Finds a logo by text from a URL. Refuses text that is not a digest before it reaches D1. */
export const findLogoNamed = async ({ db }: KeylessEdge, text: string): Promise<Logo | null> =>
  /^[\w-]{43}$/.test(text) ? findLogo(db, text) : null
