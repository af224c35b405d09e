// The language in which somebody is written to: that of the pages that they read.

import type { Language } from '../../core/language.ts'
import { keepLanguage } from '../../store/accounts.ts'
import { ALWAYS } from '../../store/condition.ts'
import type { Edge } from '../edge/edge.ts'
import { needsSecondFactor, type Session } from '../session/session.ts'

/** Not by the password alone of somebody who has enrolled: what they are told should stay readable to them. */
export async function keepOwnLanguage({ db }: Edge, session: Session, language: Language): Promise<void> {
  if (needsSecondFactor(session)) return
  const account = { id: session.accountId, language: session.language }
  await keepLanguage(db, account, language, ALWAYS)?.run()
}
