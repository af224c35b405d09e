// The API's refusals, thrown where they are found and answered in one place. Whatever else is thrown is no refusal, and
// goes on to the Worker's entry.

import type { z } from '@hono/zod-openapi'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { BEARER, type Problem, problemResponse } from '../http/problems.ts'

export function refusal(problem: Problem, headers: Record<string, string> = {}): HTTPException {
  return new HTTPException(problem.status as ContentfulStatusCode, { res: problemResponse(problem, headers) })
}

export const notFound = () => refusal({ status: 404, code: 'not_found', title: 'There is nothing here' })

export const unauthorized = () =>
  refusal({ status: 401, code: 'invalid_token', title: 'A valid bearer token is needed' }, BEARER)

export const operatorOnly = () =>
  refusal({ status: 403, code: 'operator_only', title: 'Only the operator’s token may do this' })

/** One thing about the body that makes no sense together with what is there already. */
export const unprocessable = (path: string, message: string) =>
  refusal({ status: 422, code: 'invalid', title: 'Some values can’t be used', errors: [{ path, message }] })

export const conflict = (code: string, title: string, detail?: string) =>
  refusal({ status: 409, code, title, ...(detail === undefined ? {} : { detail }) })

/** The path of each field as it is written in JSON: `hosts.0`. */
export function invalid(error: z.core.$ZodError): HTTPException {
  const errors = error.issues.flatMap((issue) => {
    const path = issue.path.map(String)
    if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: issue.message }]
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'Unknown field' }))
  })
  return refusal({ status: 422, code: 'invalid', title: 'Some values can’t be used', errors })
}
