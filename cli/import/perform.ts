// Asks the portal to import apps, one after another, or what it would do.

import * as z from 'zod'
import { encodeBase32 } from '../../src/core/base32.ts'
import type { TotpKey } from '../../src/core/totp.ts'
import { Failure } from '../failure.ts'
import { type Portal, path } from '../portal/portal.ts'
import type { Candidate } from './candidates.ts'

/** `would_import` is the answer of a dry run. */
export type State = 'imported' | 'would_import' | 'already_enrolled' | 'not_taken' | 'not_tried'

export interface Performed {
  readonly candidate: Candidate
  readonly state: State
  readonly reason: string | null
}

const Imported = z.looseObject({ state: z.string() })
const Account = z.looseObject({ enrolled: z.boolean() })

/**
 * Goes on after an account that is unknown or has a second factor. Stops after any other refusal, such as of the
 * token: it would meet every other account, too.
 */
export async function perform(
  portal: Portal,
  candidates: readonly Candidate[],
  { isDryRun }: { readonly isDryRun: boolean },
): Promise<readonly Performed[]> {
  const performed: Performed[] = []
  let stopped: string | null = null
  for (const candidate of candidates) {
    const { app, email } = candidate
    if (!app.ok || !email) {
      performed.push({ candidate, state: 'not_taken', reason: app.ok ? null : app.error })
    } else if (stopped !== null) {
      performed.push({ candidate, state: 'not_tried', reason: stopped })
    } else {
      const call = isDryRun ? lookAt(portal, email.address) : importApp(portal, email.address, app.value)
      const done = await call.catch(afterFailure)
      if (done.state === 'not_tried') stopped = done.reason
      performed.push({ candidate, ...done })
    }
  }
  return performed
}

type Done = Pick<Performed, 'state' | 'reason'>

async function importApp(portal: Portal, email: string, { secret, ...settings }: TotpKey): Promise<Done> {
  const body = { ...settings, secret: encodeBase32(secret) }
  await portal.ask({ method: 'PUT', path: path`/accounts/${email}/authenticator`, body }, Imported)
  return { state: 'imported', reason: null }
}

async function lookAt(portal: Portal, email: string): Promise<Done> {
  const { value } = await portal.ask({ path: path`/accounts/${email}` }, Account)
  return value.enrolled ? ALREADY : { state: 'would_import', reason: null }
}

const ALREADY: Done = { state: 'already_enrolled', reason: 'the account has a second factor already' }

function afterFailure(error: unknown): Done {
  if (!(error instanceof Failure)) throw error
  if (error.code === 'already_enrolled') return ALREADY
  if (error.code === 'not_found') return { state: 'not_taken', reason: 'no account has this address' }
  if (error.code === 'invalid') return { state: 'not_taken', reason: 'the portal refused its settings' }
  return { state: 'not_tried', reason: error.message }
}
