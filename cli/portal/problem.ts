// Says in words why the portal refused a call.

import * as z from 'zod'
import { Failure } from '../failure.ts'
import type { Answer } from './http.ts'

const Problem = z.looseObject({
  code: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.looseObject({ path: z.string(), message: z.string() })).optional(),
})

/** Returns the failure for an answer that is not a success. */
export function problemOf(url: URL, answer: Answer): Failure {
  const problem = Problem.safeParse(parseJson(answer.text)).data
  if (!problem) return noProblem(url, answer)
  const { code, title, detail, errors = [] } = problem
  const hint = hintFor(url, answer, code)
  const fields = errors.map(({ path, message }) => (path ? `${path}: ${message}` : message))
  return new Failure([title, detail, ...fields, hint].filter(Boolean).map(ended).join('\n  '), { code })
}

function hintFor(url: URL, { status, headers }: Answer, code: string): string | null {
  const after = headers['retry-after']
  if (status === 401) return `Check SALLYPORT_TOKEN, and whether SALLYPORT_URL (${url.origin}) is the portal`
  if (code === 'not_found') return `Asked for ${decodeURI(url.pathname.replace('/api/v1', ''))}`
  if (code === 'would_lock_out') return 'Save it with `rules put --confirm` if you mean it'
  if (status === 412) return 'Somebody else saved a change. Read it again, and repeat yours'
  if (typeof after === 'string') return `Try again in ${after} s`
  return null
}

/** Proxies answer with pages, and a workspace's host with its origin's answers. */
const noProblem = ({ origin }: URL, { status }: Answer) =>
  new Failure(`${origin} answers ${status}, but not as the API does. Is SALLYPORT_URL the portal’s origin?`, {
    code: 'unexpected_answer',
  })

const ended = (text: string | null | undefined) => (/[.?!]$/.test(text ?? '') ? text : `${text}.`)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
