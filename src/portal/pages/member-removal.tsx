// /workspaces/{slug}/settings/members/remove: the question of the list, for who comes back
// from a proof that the removal asked for.

import { Hono } from 'hono'
import { parseEmail } from '../../core/email.ts'
import { type PortalEnv, portalUrl, seeOther } from '../frame/context.ts'
import { Form } from '../frame/form.tsx'
import { page } from '../frame/layout.tsx'
import { WorkspaceAt } from '../parts/door.tsx'

export const memberRemoval = new Hono<PortalEnv>()

memberRemoval.get('/workspaces/:slug/settings/members/remove', async (c) => {
  const { workspace } = c.var
  const members = `/workspaces/${workspace.slug}/settings/members`
  const email = parseEmail(c.req.query('email') ?? '')
  if (!email) return seeOther(c, portalUrl(c, members))
  const { members: say } = c.var.words
  return page(
    c,
    { title: say.removalTitle, accent: workspace.accent, current: 'workspaces' },
    <>
      <h1>{say.removalQuestion({ email: <bdi>{email.address}</bdi> })}</h1>
      <p>{say.removalConsequence({ workspace: <WorkspaceAt of={workspace} /> })}</p>
      <Form action={`${members}/remove`} class="row">
        <input type="hidden" name="email" value={email.address} />
        <button type="submit" class="danger">
          {say.remove}
        </button>
        <a class="button" href={members}>
          {say.keep}
        </a>
      </Form>
    </>,
  )
})
