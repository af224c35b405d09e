// Sends assertions to an origin, and judges its answers by their status alone.

import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, send } from '../portal/http.ts'
import type { Trial } from './trials.ts'

export interface Verdict {
  readonly name: string
  readonly title: string
  readonly expected: 'admitted' | 'refused'
  /** The status of the answer that decided. */
  readonly status: number
  readonly ok: boolean
  /** Says what is wrong. */
  readonly problem: string | null
}

const ADMITTED = (status: number) => status >= 200 && status < 300
/** Not 429, which is about the number of requests. */
const REFUSED = (status: number) => status >= 400 && status < 500 && status !== 429

async function ask(url: URL, token: string | null): Promise<Answer> {
  const headers = token === null ? {} : { 'sallyport-assertion': token }
  return send(url, { headers: { accept: '*/*', ...headers } })
}

/** Sends the assertions of a trial. Stops at the first one that the origin does not refuse. */
export async function judge(url: URL, { name, title, tokens }: Trial): Promise<Verdict> {
  let status = 0
  for (const token of tokens) {
    status = (await ask(url, token)).status
    if (!REFUSED(status))
      return { name, title, expected: 'refused', status, ok: false, problem: problemOf(status) }
  }
  return { name, title, expected: 'refused', status, ok: true, problem: null }
}

function problemOf(status: number): string {
  if (ADMITTED(status)) return 'admitted'
  if (status >= 300 && status < 400) return 'redirected: answer 401 instead'
  if (status === 429) return 'limited the number of requests: nothing is known'
  return 'failed: answer 401 instead'
}

export interface Patience {
  /** Whether the origin has fetched the keys. */
  readonly isAsked: () => boolean
  readonly say: (text: string) => void
}

const RETRY_MS = 1000
/** Origins fetch keys again at most every 30 seconds. */
const MOST_RETRIES = 40

/**
 * Sends an assertion that the origin must admit. An origin that still has the keys of an earlier check is
 * given the time to fetch the new ones.
 */
export async function judgeControl(url: URL, good: string, { isAsked, say }: Patience): Promise<Verdict> {
  let { status } = await ask(url, good)
  for (let retries = 0; !ADMITTED(status) && !isAsked() && retries < MOST_RETRIES; retries++) {
    if (retries === 0) say('Waiting until the origin fetches the keys …\n')
    await sleep(RETRY_MS)
    status = (await ask(url, good)).status
  }
  const problem = ADMITTED(status) ? null : controlProblem(status, isAsked())
  return { name: 'control', title: 'a good assertion', expected: 'admitted', status, ok: !problem, problem }
}

function controlProblem(status: number, isAsked: boolean): string {
  if (!isAsked) return 'not admitted: the origin did not fetch the keys. Restart it, or check --issuer'
  if (status === 401 || status === 403) return 'refused: check --audience'
  return 'not admitted: name a URL that a member can open'
}
