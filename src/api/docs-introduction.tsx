// Renders what a developer must know before the first call: the address, tokens, errors and pages.

import type { Child } from 'hono/jsx'
import { problemResponse } from '../http/problems.ts'
import { publicAnswer } from '../refusals/inside.ts'
import { REFUSALS } from './describe.ts'
import { Prose } from './docs-prose.tsx'
import { Table } from './docs-table.tsx'

export const GUIDES = [
  ['authentication', 'Authentication'],
  ['errors', 'Errors'],
  ['paging', 'Paging'],
  ['repeating', 'Repeating a call'],
] as const

type GuideId = (typeof GUIDES)[number][0]

function Guide({ id, children }: { id: GuideId; children?: Child }) {
  const title = GUIDES.find(([guide]) => guide === id)?.[1]
  return (
    <section class="card" id={id}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

export function Introduction({ portalOrigin }: { portalOrigin: string }) {
  return (
    <>
      <p class="lead">
        Create accounts and workspaces, decide who is a member, require two-factor authentication, and read
        the audit log.
      </p>
      <p>
        Calls are JSON over HTTPS at <code>{portalOrigin}/api/v1</code>. Times are RFC 3339, in UTC. For
        tools, the same description is at <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1).
      </p>
    </>
  )
}

export async function Guides({ portalOrigin }: { portalOrigin: string }) {
  return (
    <>
      <Authentication portalOrigin={portalOrigin} />
      <Errors example={await exampleProblem()} />
      <Paging portalOrigin={portalOrigin} />
      <Guide id="repeating">
        <p>
          <code>PUT</code> and <code>DELETE</code> can be repeated: the second call changes nothing. If a
          connection breaks, send the call again.
        </p>
        <p>
          Two people may change the policy of a workspace at the same time. To save it only if nobody has
          changed it since you read it, send its <code>ETag</code> as <code>If-Match</code>. Otherwise the
          answer is 412.
        </p>
      </Guide>
    </>
  )
}

function Authentication({ portalOrigin }: { portalOrigin: string }) {
  return (
    <Guide id="authentication">
      <p>Send a token with every call:</p>
      <pre
        tabindex={0}
      >{`export TOKEN=spt_…\ncurl ${portalOrigin}/api/v1/workspaces \\\n  -H "Authorization: Bearer $TOKEN"`}</pre>
      <dl class="facts">
        <div>
          <dt>A workspace’s token</dt>
          <dd>
            Begins with <code>spt_</code>, and works for its own workspace only. An admin creates it in the
            workspace’s settings, under API tokens. It has an end date.
          </dd>
        </div>
        <div>
          <dt>The operator’s token</dt>
          <dd>
            Works for every call. It is the secret <code>OPERATOR_TOKEN</code> of the deployment.
          </dd>
        </div>
      </dl>
      <p>Each call below says which token it needs. Keep tokens on servers, never in pages or apps.</p>
    </Guide>
  )
}

function Errors({ example }: { example: string }) {
  return (
    <Guide id="errors">
      <p>
        An error is a problem as in RFC 9457, with the content type <code>application/problem+json</code>. Let
        programs read <code>code</code>, which stays the same. <code>title</code> is for people.
      </p>
      <pre tabindex={0}>{example}</pre>
      <Table columns={['Status', 'Meaning']}>
        {STATUSES.map(([status, meaning]) => (
          <tr>
            <td>{status}</td>
            <td>
              <Prose text={meaning} />
            </td>
          </tr>
        ))}
      </Table>
    </Guide>
  )
}

const STATUSES = Object.entries({
  ...REFUSALS,
  405: 'The address doesn’t take this method. The header `Allow` names the methods that it takes',
  503: 'The database can’t be reached. Try again after the seconds in the header `Retry-After`',
})

/** A real refusal of the API, so that the example can't go out of date. */
async function exampleProblem(): Promise<string> {
  const errors = [{ path: 'hosts.0', message: 'Not a host name' }]
  const { status, problem } = publicAnswer({ reason: 'invalid', errors })
  return JSON.stringify(await problemResponse({ status, ...problem }).json(), null, 2)
}

function Paging({ portalOrigin }: { portalOrigin: string }) {
  return (
    <Guide id="paging">
      <p>
        Long lists come in pages. Send <code>next_cursor</code> as <code>cursor</code> to get the next page.
        It is <code>null</code> on the last one.
      </p>
      <pre
        tabindex={0}
      >{`curl "${portalOrigin}/api/v1/workspaces?cursor=$NEXT_CURSOR" \\\n  -H "Authorization: Bearer $TOKEN"`}</pre>
      <p>
        Exports of the audit log name the next page in the header <code>Link</code>, with{' '}
        <code>rel="next"</code>.
      </p>
    </Guide>
  )
}
