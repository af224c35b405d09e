// Entries of the audit: who did what, when, from where, and what was recorded of it.

import type { Page } from '../../../core/keyset-page.ts'
import { isTime } from '../../../core/time.ts'
import type { ListedEntry } from '../../../flows/administration/view-audit.ts'
import type { Workspace } from '../../../flows/administration/workspaces.ts'
import type { Words } from '../../../words/words.ts'
import { Time } from '../../frame/layout.tsx'
import { settingsPath } from '../../frame/settings-page.tsx'
import { useWords } from '../../frame/words.ts'

export function AuditView({ workspace, listed }: { workspace: Workspace; listed: Page<ListedEntry> }) {
  const { audit: say } = useWords()
  const path = settingsPath(workspace.slug, 'audit')
  return (
    <>
      <section class="card">
        {listed.rows.length === 0 ? <p>{say.nothing}</p> : <Export path={`${path}/export`} />}
        <ol class="items">
          {listed.rows.map((entry) => (
            <Item entry={entry} />
          ))}
        </ol>
      </section>
      {listed.next ? (
        <p>
          <a class="button second" href={`${path}?cursor=${listed.next}`}>
            {say.older}
          </a>
        </p>
      ) : null}
    </>
  )
}

function Export({ path }: { path: string }) {
  const { audit: say } = useWords()
  return (
    <p class="row between">
      <span class="quiet">{say.chained}</span>
      <a class="button second" href={path}>
        {say.export}
      </a>
    </p>
  )
}

function Item({ entry }: { entry: ListedEntry }) {
  const { audit: say } = useWords()
  const { at, actor, action, email, ip } = entry
  const actions: Readonly<Record<string, string>> = say.actions
  const isAboutAnother = email !== null && email !== '' && email !== actor
  return (
    <li>
      <div class="row between">
        <strong>{actions[action] ?? action}</strong>
        <span class="quiet">{isTime(at) ? <Time at={at} /> : String(at)}</span>
      </div>
      <p>
        <bdi>{actor}</bdi>
        {isAboutAnother ? (
          <>
            {' '}
            · <bdi>{email}</bdi>
          </>
        ) : null}{' '}
        <span class="quiet">{say.from({ ip: <bdi>{ip}</bdi> })}</span>
      </p>
      <Detail entry={entry} />
    </li>
  )
}

function Detail({ entry }: { entry: ListedEntry }) {
  const words = useWords()
  const detail = Object.entries(entry.detail ?? {}).filter(([, value]) => value !== null && value !== '')
  if (detail.length === 0) return null
  return (
    <p class="quiet mono" dir="ltr">
      {detail.map(([name, value], place) => (
        <>
          {place > 0 ? ' · ' : ''}
          {name}: <bdi>{written(words, name, value)}</bdi>
        </>
      ))}
    </p>
  )
}

function written({ write }: Words, name: string, value: unknown): string {
  if (name.endsWith('_at') && typeof value === 'number' && isTime(value)) return write.time(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}
