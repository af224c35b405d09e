// A workspace's logo, by the digest of its bytes, for whoever stands at its door.

import { findLogo, type Logo } from '../../store/logos.ts'
import type { KeylessEdge } from './edge.ts'

/** `text` is from an address: anything but a digest asks nothing of D1. */
export const findLogoNamed = async ({ db }: KeylessEdge, text: string): Promise<Logo | null> =>
  /^[\w-]{43}$/.test(text) ? findLogo(db, text) : null
