// Runs the cron triggers. Each minute: notices, the audit log's hashes and the day's counts. Every 15 minutes
// also: keys, secrets and the sweep, with the queries that are left.

import { log } from '../../log.ts'
import { countQueries } from '../../store/d1.ts'
import type { KeylessEdge } from '../edge/edge.ts'
import { forgetRing, importMasterKeys, loadRing } from '../edge/ring.ts'
import { runNotices } from '../notices/notice-run.ts'
import { countDays } from './count-days.ts'
import { linkAudit } from './link-audit.ts'
import { resealSecrets } from './reseal-secrets.ts'
import { rotateKeys } from './rotate-keys.ts'
import { betweenPieces, type Pace, sweep } from './sweep.ts'

// The trigger that runs each minute, spelled as in wrangler.toml. If it is not configured, the other trigger
// does its work.
const EACH_MINUTE = '* * * * *'
// D1 allows 1,000 queries in a run. The sweep may exceed its own limit by one round.
const MOST_QUERIES = 950

/**
 * Runs the trigger's tasks. A failure of one does not stop the others. The first failure is thrown at the
 * end.
 */
export async function runScheduled(given: KeylessEdge, cron: string): Promise<void> {
  const { db, made } = countQueries(given.db)
  const keyless = { ...given, db }
  const paceOf = (share: number) => ({ mostQueries: (MOST_QUERIES - made()) * share, pause: betweenPieces })
  const done = await Promise.allSettled([runNotices(keyless), linkAudit(keyless), countDays(keyless)])
  if (cron !== EACH_MINUTE) {
    done.push(...(await Promise.allSettled([renewKeys(keyless, paceOf(1 / 2))])))
    done.push(...(await Promise.allSettled([sweep(keyless, paceOf(1))])))
  }
  const failure = done.find(({ status }) => status === 'rejected')
  if (failure) throw (failure as PromiseRejectedResult).reason
}

async function renewKeys(keyless: KeylessEdge, pace: Pace): Promise<void> {
  await rotateKeys(keyless, await importMasterKeys(keyless))
  forgetRing()
  const { count, left } = await resealSecrets(keyless, await loadRing(keyless), pace)
  if (count > 0) log('info', { event: 'secrets.resealed', count, left })
}
