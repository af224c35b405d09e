// Entries of the audit log in a list. Names are not unique, so each entry also shows the actor's address.

import type { Child } from 'hono/jsx'
import { isTime } from '../../../core/time.ts'
import { parsePerson } from '../../../flows/administration/audit-filter.ts'
import type { FoundEntry } from '../../../flows/administration/search-audit.ts'
import type { Workspace } from '../../../flows/administration/workspaces.ts'
import { detailsIn, sentenceOf } from '../../../words/audit-sentences.ts'
import { browserIn } from '../../../words/names.ts'
import { Time } from '../../frame/layout.tsx'
import { useWords } from '../../frame/words.ts'

/** Groups consecutive views of the member list by the reader. Every other entry is a group of one. */
export function foldOwnLooks(entries: readonly FoundEntry[], reader: string): FoundEntry[][] {
  const isOwnLook = ({ action, actor }: FoundEntry) => action === 'members.viewed' && actor === reader
  const groups: FoundEntry[][] = []
  for (const entry of entries) {
    const last = groups.at(-1)
    if (isOwnLook(entry) && last?.every(isOwnLook)) last.push(entry)
    else groups.push([entry])
  }
  return groups
}

export function LooksItem({ looks }: { looks: readonly FoundEntry[] }) {
  const { audit: say } = useWords()
  const [latest] = looks
  return (
    <li>
      <div class="row between">
        <span>{say.youViewed(looks.length)}</span>
        <span class="quiet">{latest ? <When at={latest.at} /> : null}</span>
      </div>
      <details>
        <summary aria-label={say.detailsOf(latest?.id ?? 0)}>{say.details}</summary>
        <ul class="quiet">
          {looks.map(({ at, ip }) => (
            <li>
              <When at={at} /> {say.from({ ip: <bdi>{ip}</bdi> })}
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}

interface EntryProps {
  readonly entry: FoundEntry
  readonly workspace: Workspace
  readonly path: string
}

export function EntryItem({ entry, workspace, path }: EntryProps) {
  const words = useWords()
  const { audit: say } = words
  const { id, at, actor, ip } = entry
  return (
    <li>
      <div class="row between">
        <span>
          {sentenceOf(words, entry, workspace.name, (name, isActor) => (
            <bdi class={isActor ? 'strong' : undefined}>{name}</bdi>
          ))}
        </span>
        <span class="quiet">
          <When at={at} />
        </span>
      </div>
      <p class="quiet">
        {parsePerson(actor) ? (
          <a href={`${path}?${new URLSearchParams({ person: actor })}`}>
            <bdi>{actor}</bdi>
          </a>
        ) : (
          <bdi>{actor}</bdi>
        )}{' '}
        {say.from({ ip: <bdi>{ip}</bdi> })}
      </p>
      <details>
        <summary aria-label={say.detailsOf(id)}>{say.details}</summary>
        <Details entry={entry} />
      </details>
    </li>
  )
}

function Details({ entry }: { entry: FoundEntry }) {
  const words = useWords()
  const { fields } = words.audit
  const { id, action, email, userAgent, detail } = entry
  return (
    <dl class="facts">
      <Fact name={fields.entry}>{String(id)}</Fact>
      <Fact name={fields.action}>{action}</Fact>
      {email ? <Fact name={fields.account}>{email}</Fact> : null}
      <Fact name={fields.browser}>{browserIn(words, userAgent)}</Fact>
      {detailsIn(words, detail).map(([name, value]) => (
        <Fact name={name}>{value}</Fact>
      ))}
    </dl>
  )
}

const Fact = ({ name, children }: { name: string; children?: Child }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <bdi>{children}</bdi>
    </dd>
  </div>
)

/**
 * A time outside the valid range was not written by us. Shows it as a number instead of throwing, so that one
 * bad row does not break the page.
 */
const When = ({ at }: { at: number }) => (isTime(at) ? <Time at={at} /> : <span>{String(at)}</span>)
