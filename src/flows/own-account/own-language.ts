// Keeps the language of the pages a person reads, for the mails to them.

import type { Language } from '../../core/language.ts'
import { keepLanguage } from '../../store/accounts.ts'
import { ALWAYS } from '../../store/condition.ts'
import type { Edge } from '../edge/edge.ts'
import { needsSecondFactor, type Session } from '../session/session.ts'

/**
 * Does nothing in a session without the account's second factor. Otherwise a thief of the password could make
 * the owner's mails unreadable to them.
 */
export async function keepOwnLanguage({ db }: Edge, session: Session, language: Language): Promise<void> {
  if (needsSecondFactor(session)) return
  const account = { id: session.accountId, language: session.language }
  await keepLanguage(db, account, language, ALWAYS)?.run()
}
