// A portal as an origin knows it: keys served as a JWKS, and assertions signed with them.

import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose'

export const ISSUER = 'https://auth.example.com'
export const AUDIENCE = 'https://acme.example.com'

export type Claims = Record<string, unknown>

export const nowSeconds = (): number => Math.floor(Date.now() / 1000)

/** Returns the claims of a person who proved only their password. */
export function passwordClaims(changes: Claims = {}): Claims {
  const now = nowSeconds()
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'acc_1',
    sid: 'ses_1',
    iat: now,
    exp: now + 120,
    auth_time: now - 300,
    provider: 'password',
    amr: ['pwd'],
    acr: 'aal1',
    email: 'ada@acme.example',
    name: 'Ada Okafor',
    workspace: { id: 'wsp_1', slug: 'acme', role: 'owner' },
    enforcement: { state: 'off' },
    cnf: 'x',
    ...changes,
  }
}

export function secondFactorClaims(ageSeconds: number, changes: Claims = {}): Claims {
  const proof = { amr: ['pwd', 'otp', 'mfa'], acr: 'aal2', mfa_method: 'totp' }
  return passwordClaims({ ...proof, mfa_time: nowSeconds() - ageSeconds, ...changes })
}

/** Returns the claims of a service: a program with a service token. */
export function serviceClaims(changes: Claims = {}): Claims {
  const now = nowSeconds()
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    kind: 'service',
    sub: 'service:tok_1',
    sid: 'tok_1',
    iat: now,
    exp: now + 120,
    amr: [],
    name: 'ci',
    workspace: { id: 'wsp_1', slug: 'acme', role: 'service' },
    enforcement: { state: 'off' },
    ...changes,
  }
}

export async function createPortal() {
  const published: Claims[] = []
  const requests: { url: string; redirect: string }[] = []
  const answer = { of: (): Response => Response.json({ keys: published }) }

  async function publishKey(kid: string) {
    const { publicKey, privateKey } = await generateKeyPair('ES256')
    published.push({ ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' })
    return {
      sign: (claims: Claims, header: Partial<JWTHeaderParameters> = {}) =>
        new SignJWT(claims).setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid, ...header }).sign(privateKey),
    }
  }

  async function fetch(url: string, init: { redirect: string }): Promise<Response> {
    requests.push({ url, redirect: init.redirect })
    return answer.of()
  }

  return { ...(await publishKey('key-1')), publishKey, fetch, requests, published, answer }
}
