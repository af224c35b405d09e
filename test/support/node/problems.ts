// Expects the form that the API's refusals have.

import { expect } from 'vitest'
import type { ApiAnswer } from './test-bed.ts'

export function expectProblem({ status, headers, body }: ApiAnswer, expected: number, code: string): void {
  expect({ status, code: body.code, inBody: body.status }).toEqual({
    status: expected,
    code,
    inBody: expected,
  })
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(body).toMatchObject({ type: 'about:blank', title: expect.any(String) })
}

/** Returns the fields named in a 422. */
export const pathsIn = ({ status, body }: ApiAnswer): string[] => {
  expect(status).toBe(422)
  expectProblem(
    { status, body, headers: new Headers({ 'content-type': 'application/problem+json' }) },
    422,
    'invalid',
  )
  return body.errors.map(({ path }: { path: string }) => path)
}
