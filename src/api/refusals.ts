// The API's refusals, thrown where they are found and answered in one place. Whatever else is thrown is no refusal, and
// goes on to the Worker's entry. What each says is in refusals/in-the-api.ts.

import type { z } from '@hono/zod-openapi'
import { HTTPException } from 'hono/http-exception'
import { answerProgram } from '../refusals/answer.ts'
import { type ProblemRefusal, publicAnswer } from '../refusals/refusal.ts'

export const refuse = (refusal: ProblemRefusal): HTTPException =>
  new HTTPException(publicAnswer(refusal).status, { res: answerProgram(refusal) })

/** One thing about the body that makes no sense together with what is there already. */
export const unprocessable = (path: string, message: string) =>
  refuse({ reason: 'invalid', errors: [{ path, message }] })

/** The path of each field as it is written in JSON: `hosts.0`. */
export function invalid(error: z.core.$ZodError): HTTPException {
  const errors = error.issues.flatMap((issue) => {
    const path = issue.path.map(String)
    if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: issue.message }]
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'Unknown field' }))
  })
  return refuse({ reason: 'invalid', errors })
}
