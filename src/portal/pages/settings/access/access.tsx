// /workspaces/{slug}/settings/access: lists the rules and the service tokens, tests a path, and changes the
// order of rules. Forms for a rule or a token have pages of their own.

import { Hono } from 'hono'
import { parsePathname } from '../../../../core/path-spelling.ts'
import { METHOD } from '../../../../core/rule-problems.ts'
import type { Rule } from '../../../../core/rules.ts'
import { changeSupervision } from '../../../../flows/administration/change-edge.ts'
import { testRules } from '../../../../flows/administration/change-rules.ts'
import { viewAccess } from '../../../../flows/administration/view-access.ts'
import type { Workspace } from '../../../../flows/administration/workspaces.ts'
import type { PortalContext, PortalEnv } from '../../../frame/context.ts'
import { seeDone, takeDone } from '../../../frame/done.ts'
import { settingsPage, settingsPath } from '../../../frame/settings-page.tsx'
import type { TesterFacts } from '../../../parts/access/tester.tsx'
import { problemPage } from '../../problem.tsx'
import type { AccessDone, AccessRefusal } from './access-view.tsx'

export const access = new Hono<PortalEnv>()

const PATH = settingsPath(':slug', 'access')

access.get(PATH, (c) => accessPage(c, null))

access.post(`${PATH}/sockets`, async (c) => {
  const { edge, form, workspace, actor } = c.var
  const asked = form.get('supervise_sockets')
  // Browsers send no field for an unchecked box.
  if (asked !== null && asked !== 'on') return problemPage(c, 'not-a-form')
  await changeSupervision(edge, workspace.id, asked === 'on', actor)
  return seeAccess(c, 'sockets')
})

/** Redirects to the page Access, which says what was done. */
export const seeAccess = (c: PortalContext, done: AccessDone, at = ''): Response =>
  seeDone(c, settingsPath(c.var.workspace.slug, 'access') + at, done)

const DONE: readonly AccessDone[] = [
  ...(['saved', 'removed', 'moved', 'sockets'] as const),
  ...(['token-saved', 'token-deleted'] as const),
]
const STATUS = { stale: 409, 'operator-only': 403, 'rule-gone': 404, 'token-gone': 404 } as const

export async function accessPage(c: PortalContext, refusal: AccessRefusal | null): Promise<Response> {
  const { edge, workspace, words } = c.var
  // Loaded only here, like the views of the forms. Otherwise each first page would load them.
  const [facts, { AccessView }] = await Promise.all([
    viewAccess(edge, workspace.id),
    import('./access-view.tsx'),
  ])
  const done = takeDone(c)
  const query = new URL(c.req.url).searchParams
  return settingsPage(
    c,
    {
      tab: 'access',
      title: words.access.titleOf(workspace.name),
      status: refusal ? STATUS[refusal] : 200,
    },
    <AccessView
      {...{ workspace, facts, refusal }}
      test={testAsked(query, workspace, facts.rules, edge.client.ip)}
      done={DONE.find((known) => known === done) ?? null}
      askedSockets={query.has('sockets') ? query.has('supervise_sockets') : null}
      now={edge.now}
    />,
  )
}

/** Answers the question in the page's address, if there is one. The path may be a whole address of the workspace. */
function testAsked(
  query: URLSearchParams,
  { hosts }: Workspace,
  rules: readonly Rule[],
  ip: string,
): Pick<TesterFacts, 'asked' | 'answer'> {
  const path = query.get('path')?.trim()
  if (path === undefined) return { asked: null, answer: null }
  const origin = /^https?:\/\/[^/?#]*/i.exec(path)?.[0] ?? ''
  const isElsewhere = origin !== '' && !(URL.canParse(origin) && hosts.includes(new URL(origin).host))
  const asked = { method: query.get('method') ?? 'GET', path, isElsewhere }
  const pathname = parsePathname(path.slice(origin.length) || '/')
  if (pathname === null || path === '' || isElsewhere || !METHOD.test(asked.method)) {
    return { asked, answer: null }
  }
  return { asked, answer: { ...testRules(rules, { method: asked.method, pathname, ip }), pathname } }
}
