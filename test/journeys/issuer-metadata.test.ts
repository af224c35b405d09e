// Checks what the portal publishes as the issuer of assertions, for libraries that start with discovery.

import { expect, it } from 'vitest'
import { fetchLoopback } from '../../demo/loopback.ts'
import { portalOrigin } from '../support/node/test-bed.ts'
import { Visitor } from '../support/node/visitor.ts'

it('the metadata has every member that RFC 8414 requires, and offers no code or token', async () => {
  const response = await fetchLoopback(`${portalOrigin}/.well-known/openid-configuration`)
  const metadata = (await response.json()) as Record<string, unknown>
  expect(metadata).toMatchObject({
    issuer: portalOrigin,
    jwks_uri: `${portalOrigin}/.well-known/jwks.json`,
    authorization_endpoint: `${portalOrigin}/sign-in`,
    response_types_supported: ['none'],
    // The default of this member includes `authorization_code`, and would require a token endpoint.
    grant_types_supported: ['implicit'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
  })
  expect(Object.keys(metadata)).not.toContain('token_endpoint')
})

it.each(['code', 'id_token token', 'none'])(
  'an authorization request for %s is shown the sign-in page and redirected nowhere else',
  async (response_type) => {
    const asked = { response_type, client_id: 'anybody', redirect_uri: 'https://evil.example/', state: 'x' }
    const answer = await new Visitor().ask(`${portalOrigin}/sign-in?${new URLSearchParams(asked)}`, {
      follows: false,
    })
    expect(answer.status).toBe(200)
    expect(answer.text).not.toMatch(/(href|action|src)="[^"]*evil/)
  },
)
