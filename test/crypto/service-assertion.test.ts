import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import type { KeyRing } from '../../src/crypto/key-ring.ts'
import { publicKeySet, signingKeyAt, verifyPass } from '../../src/crypto/pass.ts'
import { mintServiceAssertion, type ServiceClaims } from '../../src/crypto/service-assertion.ts'
import { makeRing } from '../support/ring.ts'

const NOW = 1_800_000_000
const EXPECTED = { issuer: 'https://auth.example.com', audience: 'https://acme.example.com' }
const CLAIMS: ServiceClaims = {
  iss: EXPECTED.issuer,
  aud: EXPECTED.audience,
  kind: 'service',
  sub: 'service:token-1',
  sid: 'token-1',
  iat: NOW,
  exp: NOW + 120,
  amr: [],
  name: 'ci',
  workspace: { id: 'w'.repeat(22), slug: 'acme', role: 'service' },
  enforcement: { state: 'off' },
}

let ring: KeyRing
beforeAll(async () => {
  ring = await makeRing(NOW)
})

describe('the assertion of a service', () => {
  it('verifies with the keys of the passes, and has exactly its claims', async () => {
    const token = await mintServiceAssertion(ring, CLAIMS)
    const { kid } = signingKeyAt(ring, NOW)
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'JWT', kid })
    const keys = createLocalJWKSet(publicKeySet(ring))
    const { payload } = await jwtVerify(token, keys, { ...EXPECTED, currentDate: new Date(NOW * 1000) })
    expect(payload).toEqual(CLAIMS)
  })

  it('is never a pass, even with the claims of one beside its kind', async () => {
    const pass = {
      auth_time: NOW,
      acr: 'aal1',
      provider: 'password',
      email: 'ada@acme.example',
      cnf: { 'secret#S256': 'x' },
      workspace: { ...CLAIMS.workspace, role: 'owner' },
    }
    for (const claims of [CLAIMS, { ...CLAIMS, ...pass }]) {
      const token = await mintServiceAssertion(ring, claims as ServiceClaims)
      expect(await verifyPass(ring, token, EXPECTED)).toBeNull()
    }
  })
})
