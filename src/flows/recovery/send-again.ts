// Mails another link, to a person who asks after the first factor. The links before stop working.

import type { Provider } from '../../core/provider.ts'
import { MOST_LINKS, RECOVERY_LINK_SECONDS } from '../../core/recovery.ts'
import { digest } from '../../crypto/digest.ts'
import { loginMayAsk } from '../../store/ask-recovery.ts'
import { batch, following } from '../../store/batch.ts'
import { both, ifChanged } from '../../store/condition.ts'
import { countLately, hasRoom } from '../../store/recent-counts.ts'
import { renewLink } from '../../store/recoveries.ts'
import { recordedEverywhere } from '../../store/recovery-workspaces.ts'
import type { Edge } from '../edge/edge.ts'
import { mailLink } from '../notices/notices.ts'
import { type OwnRefusal, TOO_MANY_RECOVERIES, viewOwnRecovery } from './ask.ts'

/** Returns the refusal, or null if the link was mailed. */
export async function sendLinkAgain(edge: Edge, loginCookie: string | null): Promise<OwnRefusal | null> {
  const { db, ring, now, config } = edge
  const own = await viewOwnRecovery(edge, loginCookie)
  if (!own || loginCookie === null) return 'gone'
  if (own.recovery?.linkedAt == null) return 'not-open'
  const { accountId, email, recovery } = own
  const { id } = recovery
  const login = await digest(ring, 'login', loginCookie)
  const limit = { what: `${id} links`, most: MOST_LINKS - 1, seconds: 3 * 24 * RECOVERY_LINK_SECONDS }
  const may = both(loginMayAsk(login, config.providers.map(idOf), now), hasRoom(limit, now))
  const entry = { actor: email, action: 'recovery.linked', accountId, detail: { recovery: id } } as const
  const mailed = mailLink(
    edge,
    { kind: 'recovery.link', about: { accountId }, subjectId: id },
    ifChanged('recorded'),
  )
  const done = await batch(db, {
    renewed: renewLink(db, id, now, may),
    // Counts only what is mailed. Otherwise a person who presses the button too early would use up their links.
    counted: following('renewed', countLately(db, limit, now, ifChanged('renewed'))),
    recorded: recordedEverywhere(edge, entry, ifChanged('counted')),
    mailed: mailed.steps,
  })
  if (!done.renewed.changed) return TOO_MANY_RECOVERIES
  mailed.deliver()
  return null
}

const idOf = ({ id }: Provider): string => id
