// Reads a public key of a portal, as an attacker can.

import { exportSPKI, importJWK, type JWK } from 'jose'
import * as z from 'zod'
import { Failure } from '../failure.ts'
import { send } from '../portal/http.ts'
import type { PublishedKey } from './trials.ts'

const KeySet = z.looseObject({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })).min(1) })

/** Returns null if the keys can't be read. */
export async function findPublishedKey(issuer: string): Promise<PublishedKey | null> {
  try {
    const { text } = await send(new URL('/.well-known/jwks.json', issuer))
    const [jwk] = KeySet.parse(JSON.parse(text)).keys as JWK[]
    if (!jwk?.kid) return null
    const key = await importJWK(jwk, 'ES256', { extractable: true })
    return key instanceof Uint8Array ? null : { kid: jwk.kid, jwk, pem: await exportSPKI(key) }
  } catch (error) {
    if (error instanceof Failure || error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}
