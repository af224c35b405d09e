// Entries of the audit log in a list. Names are not unique, so each entry also shows the actor's address.

import type { Child } from 'hono/jsx'
import { ADMIN_ELSEWHERE } from '../../../core/audit-action.ts'
import { parseEmail } from '../../../core/email.ts'
import { isTime } from '../../../core/time.ts'
import { parsePerson } from '../../../flows/administration/audit-filter.ts'
import type { FoundEntry } from '../../../flows/administration/search-audit.ts'
import type { Workspace } from '../../../flows/administration/workspaces.ts'
import { actorIn, sentenceOf, shownDetailsIn } from '../../../words/audit-sentences.ts'
import { browserIn } from '../../../words/names.ts'
import { Time } from '../../frame/layout.tsx'
import { useEdge, useWords } from '../../frame/words.ts'

type Group = [FoundEntry, ...FoundEntry[]]

/** Groups consecutive views of the member list by the reader. Every other entry is a group of one. */
export function foldOwnLooks(entries: readonly FoundEntry[], reader: string): Group[] {
  const isOwnLook = ({ action, actor }: FoundEntry) => action === 'members.viewed' && actor === reader
  const groups: Group[] = []
  for (const entry of entries) {
    const last = groups.at(-1)
    if (isOwnLook(entry) && last?.every(isOwnLook)) last.push(entry)
    else groups.push([entry])
  }
  return groups
}

interface LooksProps {
  readonly latest: FoundEntry
  readonly looks: readonly FoundEntry[]
  readonly workspace: Workspace
}

export function LooksItem({ latest, looks, workspace }: LooksProps) {
  const words = useWords()
  const { audit: say } = words
  const told = {
    actor: <bdi class="strong">{actorIn(words, latest)}</bdi>,
    workspace: <bdi>{workspace.name}</bdi>,
  }
  return (
    <li>
      <div class="row between entry">
        <span>{say.viewedOften(told, looks.length)}</span>
        <span class="quiet">
          <When at={latest.at} />
        </span>
      </div>
      <details>
        <summary aria-label={say.detailsOf(latest.id)}>{say.details}</summary>
        <ul class="quiet">
          {looks.map((look) => (
            <li>
              <When at={look.at} /> <From entry={look} />
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
  const { at, actor } = entry
  return (
    <li>
      <div class="row between entry">
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
            <bdi>{isPerson(entry) ? actor : actorIn(words, entry)}</bdi>
          </a>
        ) : (
          <bdi>{actor === ADMIN_ELSEWHERE ? actorIn(words, entry) : actor}</bdi>
        )}{' '}
        <From entry={entry} />
      </p>
      <Details entry={entry} />
    </li>
  )
}

const isPerson = ({ actor }: FoundEntry): boolean => parseEmail(actor) !== null

/** Shows the browser and the network address that an entry came from. For a program, it shows no browser. */
function From({ entry }: { entry: FoundEntry }) {
  const words = useWords()
  const { from, fromBrowser } = words.audit
  const { ip, userAgent } = entry
  const place = <bdi>{ip}</bdi>
  return (
    <>
      {isPerson(entry)
        ? fromBrowser({ ip: place, browser: <bdi>{browserIn(words, userAgent)}</bdi> })
        : from({ ip: place })}
    </>
  )
}

/** Shows the details that the sentence of an entry leaves out. */
function Details({ entry }: { entry: FoundEntry }) {
  const words = useWords()
  const { audit: say } = words
  const details = shownDetailsIn(words, entry, useEdge().config.providers)
  if (details.length === 0) return null
  return (
    <details>
      <summary aria-label={say.detailsOf(entry.id)}>{say.details}</summary>
      <dl class="facts">
        {details.map(([name, value]) => (
          <Fact name={name}>{value}</Fact>
        ))}
      </dl>
    </details>
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
