// Turns refusals into exceptions that the API answers in one place. Any other exception goes on to the
// Worker.
//
// refusals/in-the-api.ts has the text of each refusal.

import type { z } from '@hono/zod-openapi'
import { HTTPException } from 'hono/http-exception'
import { answerProgram } from '../refusals/answer-inside.ts'
import { type ProblemRefusal, publicAnswer } from '../refusals/inside.ts'

export const refuse = (refusal: ProblemRefusal): HTTPException =>
  new HTTPException(publicAnswer(refusal).status, { res: answerProgram(refusal) })

/** Refuses one field that conflicts with existing data. */
export const unprocessable = (path: string, message: string) =>
  refuse({ reason: 'invalid', errors: [{ path, message }] })

/** Lists the problems of a body. Each path is written as in JSON, such as `hosts.0`. */
export function invalid(error: z.core.$ZodError): HTTPException {
  const errors = error.issues.flatMap((issue) => {
    const path = issue.path.map(String)
    if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: issue.message }]
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'Unknown field' }))
  })
  return refuse({ reason: 'invalid', errors })
}
