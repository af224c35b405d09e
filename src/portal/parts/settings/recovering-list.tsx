// The open recoveries of members that admins of this workspace must decide about.

import type { ListedRecovery } from '../../../flows/recovery/approve.ts'
import type { RecoveryWords } from '../../../words/words.ts'
import { Strong, Time } from '../../frame/layout.tsx'
import { settingsPath } from '../../frame/settings-page.tsx'

/** Returns the address of the page on which admins decide about a member. */
export const recoveryHref = (slug: string, email: string): string =>
  `${settingsPath(slug, 'members')}/recovery?${new URLSearchParams({ email })}`

interface Props {
  readonly slug: string
  readonly recovering: readonly ListedRecovery[]
  readonly say: RecoveryWords['admin']
}

export function RecoveringList({ slug, recovering, say }: Props) {
  if (recovering.length === 0) return null
  return (
    <section class="card" aria-labelledby="recoveries">
      <h2 id="recoveries">{say.listTitle}</h2>
      <ul class="items">
        {recovering.map(({ name, email, askedAt }) => (
          <li class="row between">
            <div>
              <Strong text={name} />
              <p class="quiet">
                <bdi>{email}</bdi> · <Time at={askedAt} />
              </p>
            </div>
            <a class="button" href={recoveryHref(slug, email)} aria-label={say.openThis(name)}>
              {say.open}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
