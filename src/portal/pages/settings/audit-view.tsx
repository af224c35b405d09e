// The audit log of a workspace: the filter, and the entries it finds, each as a sentence.

import type { FilterProblems, WrittenFilter } from '../../../flows/administration/audit-filter.ts'
import type { FoundPage } from '../../../flows/administration/search-audit.ts'
import type { Workspace } from '../../../flows/administration/workspaces.ts'
import { settingsPath } from '../../frame/settings-page.tsx'
import { useWords } from '../../frame/words.ts'
import { EntryItem, foldOwnLooks, LooksItem } from '../../parts/settings/audit-entries.tsx'
import { AuditFilterForm, filterQuery } from '../../parts/settings/audit-filter-form.tsx'

export interface AuditFacts {
  readonly workspace: Workspace
  readonly written: WrittenFilter
  readonly problems: FilterProblems
  /** Null if the filter was refused, so that nothing was searched. */
  readonly found: FoundPage | null
  readonly lookedThrough: number
  /** The address of the admin who reads it. */
  readonly reader: string
}

export function AuditView(facts: AuditFacts) {
  const { workspace, written, problems, found } = facts
  const path = settingsPath(workspace.slug, 'audit')
  return (
    <>
      <AuditFilterForm {...{ path, written, problems }} />
      {found ? <Entries {...facts} found={found} path={path} /> : null}
      <Export path={path} />
    </>
  )
}

function Entries({ workspace, written, found, lookedThrough, reader, path }: AuditFacts & Found) {
  const { audit: say, settings } = useWords()
  const query = filterQuery(written)
  const isFiltered = Object.keys(query).length > 0
  const next = found.next === null ? null : new URLSearchParams({ ...query, cursor: String(found.next) })
  return (
    <>
      <section class="card" aria-label={settings.workspaceTabs.audit}>
        {found.rows.length > 0 ? <Download path={path} query={query} /> : null}
        {found.rows.length === 0 && !found.isCutShort ? (
          <p>{isFiltered ? say.noMatch : say.nothing}</p>
        ) : null}
        <ol class="items">
          {foldOwnLooks(found.rows, reader).map(([entry, ...more]) =>
            more.length > 0 ? (
              <LooksItem latest={entry} looks={[entry, ...more]} workspace={workspace} />
            ) : (
              <EntryItem {...{ entry, workspace, path }} />
            ),
          )}
        </ol>
        {found.isCutShort ? <p role="status">{say.cutShort(lookedThrough)}</p> : null}
      </section>
      {next ? (
        <p>
          <a class="button second" href={`${path}?${next}`}>
            {found.isCutShort ? say.goOn : say.older}
          </a>
        </p>
      ) : null}
    </>
  )
}

interface Found {
  readonly found: FoundPage
  readonly path: string
}

function Download({ path, query }: { path: string; query: Record<string, string> }) {
  const { audit: say } = useWords()
  const asked = new URLSearchParams(query).toString()
  return (
    <p>
      <a class="button second small" href={`${path}/csv${asked ? `?${asked}` : ''}`}>
        {say.csv}
      </a>
    </p>
  )
}

function Export({ path }: { path: string }) {
  const { audit: say } = useWords()
  return (
    <p class="row between">
      <span class="quiet">{say.chained}</span>
      <a class="button second small" href={`${path}/export`}>
        {say.export}
      </a>
    </p>
  )
}
