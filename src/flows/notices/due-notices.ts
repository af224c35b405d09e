// Writes the notices whose time has come: moments of enforcement, and service tokens that expire.

import { batch } from '../../store/batch.ts'
import { selectDuePolicies } from '../../store/due-policies.ts'
import { selectDueRecoveries } from '../../store/due-recoveries.ts'
import { selectExpiring } from '../../store/expiring-tokens.ts'
import type { KeylessEdge } from '../edge/edge.ts'
import { tellMoment } from './enforcement-notices.ts'
import { tellExpiry } from './expiry-notices.ts'
import { stepRecovery } from './recovery-notices.ts'

/** The most of each kind in one run. */
const MOST = 50

export async function tellDue(keyless: KeylessEdge): Promise<void> {
  const { db, config, now } = keyless
  const limits = { providers: config.providers, limit: MOST }
  const { secondFactor, phishingResistant, tokens, recoveries } = await batch(db, {
    secondFactor: selectDuePolicies(db, 'second-factor', limits, now),
    phishingResistant: selectDuePolicies(db, 'phishing-resistant', limits, now),
    tokens: selectExpiring(db, MOST, now),
    recoveries: selectDueRecoveries(db, MOST, now),
  })
  for (const policy of [...secondFactor.all, ...phishingResistant.all]) await tellMoment(keyless, policy)
  for (const token of tokens.all) await tellExpiry(keyless, token)
  for (const recovery of recoveries.all) await stepRecovery(keyless, recovery)
}
