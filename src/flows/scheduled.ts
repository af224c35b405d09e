// What the cron trigger does: notices, the audit's hashes and the figures of the day each minute; keys, secrets and what
// is over by the other one.

import { log } from '../log.ts'
import { countDays } from './count-days.ts'
import type { Bindings } from './edge.ts'
import { forgetRing, importMasterKeys, loadRing } from './edge-facts.ts'
import { linkAudit } from './link-audit.ts'
import { runNotices } from './notice-run.ts'
import { resealSecrets } from './reseal-secrets.ts'
import { rotateKeys } from './rotate-keys.ts'
import { sweep } from './sweep.ts'

// As in wrangler.toml. A configuration that lacks it has the other trigger do it all.
const EACH_MINUTE = '* * * * *'

/** None stops another, and a failure still shows. */
export async function runScheduled(bindings: Bindings, cron: string): Promise<void> {
  const each = [runNotices(bindings), linkAudit(bindings), countDays(bindings)]
  const work = cron === EACH_MINUTE ? each : [maintain(bindings), ...each]
  const failure = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected')
  if (failure) throw (failure as PromiseRejectedResult).reason
}

async function maintain(bindings: Bindings): Promise<void> {
  await rotateKeys(bindings, await importMasterKeys(bindings))
  forgetRing()
  const { count, left } = await resealSecrets(bindings, await loadRing(bindings))
  if (count > 0) log('info', { event: 'secrets.resealed', count, left })
  await sweep(bindings)
}
