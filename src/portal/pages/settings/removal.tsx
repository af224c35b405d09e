// /workspaces/{slug}/settings/members/remove: repeats the list's question before a removal, for an admin who
// had to prove a second factor first.

import { Hono } from 'hono'
import { parseEmail } from '../../../core/email.ts'
import type { Workspace } from '../../../flows/administration/workspaces.ts'
import { type PortalEnv, portalUrl, seeOther } from '../../frame/context.ts'
import { Form } from '../../frame/form.tsx'
import { page } from '../../frame/layout.tsx'
import { settingsPath } from '../../frame/settings-page.tsx'
import { useWords } from '../../frame/words.ts'
import { WorkspaceAt } from '../../parts/door.tsx'

export const removal = new Hono<PortalEnv>()

removal.get(`${settingsPath(':slug', 'members')}/remove`, async (c) => {
  const { workspace, words } = c.var
  const email = parseEmail(c.req.query('email') ?? '')
  if (!email) return seeOther(c, portalUrl(c, settingsPath(workspace.slug, 'members')))
  return page(
    c,
    { title: words.members.removalTitle, accent: workspace.accent, current: 'workspaces' },
    <RemovalView workspace={workspace} email={email.address} />,
  )
})

export function RemovalView({ workspace, email }: { workspace: Workspace; email: string }) {
  const { members: say } = useWords()
  const list = settingsPath(workspace.slug, 'members')
  return (
    <>
      <h1>{say.removalQuestion({ email: <bdi>{email}</bdi> })}</h1>
      <p>{say.removalConsequence({ workspace: <WorkspaceAt of={workspace} /> })}</p>
      <Form action={`${list}/remove`} class="row">
        <input type="hidden" name="email" value={email} />
        <button type="submit" class="danger">
          {say.remove}
        </button>
        <a class="button" href={list}>
          {say.keep}
        </a>
      </Form>
    </>
  )
}
