import { describe, expect, it } from 'vitest'
import { BEARER, BEARER_AAL2, problemResponse } from '../../src/http/problems.ts'

describe('a problem', () => {
  it('is as RFC 9457 says, and no cache keeps it', async () => {
    const response = problemResponse({
      status: 403,
      code: 'not_a_member',
      title: 'Not a member of this workspace',
      detail: 'Ask an owner.',
      sign_in_url: 'https://auth.example.com/enter',
    })
    expect(response.status).toBe(403)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toEqual({
      type: 'about:blank',
      status: 403,
      code: 'not_a_member',
      title: 'Not a member of this workspace',
      detail: 'Ask an owner.',
      sign_in_url: 'https://auth.example.com/enter',
    })
  })

  it('challenges for a second factor as RFC 9470 says, and for a sign-in as RFC 6750 says', () => {
    const challengeOf = (headers: Record<string, string>) =>
      problemResponse({ status: 401, code: 'x', title: 'x' }, headers).headers.get('www-authenticate')
    expect(challengeOf(BEARER_AAL2)).toBe(
      'Bearer error="insufficient_user_authentication", acr_values="aal2"',
    )
    expect(challengeOf(BEARER)).toBe('Bearer')
  })
})
