// The question before a member leaves a workspace, or why its last owner can't.

import { administers, type Role } from '../../core/roles.ts'
import type { Workspace } from '../../flows/administration/workspaces.ts'
import type { LeaveHold } from '../../flows/own-account/leave.ts'
import type { InvitationWords } from '../../words/words.ts'
import { Form } from '../frame/form.tsx'
import { Alert } from '../frame/layout.tsx'
import { settingsPath } from '../frame/settings-page.tsx'
import { useWords } from '../frame/words.ts'
import { WorkspaceAt } from '../parts/door.tsx'

interface LeaveFacts {
  readonly workspace: Workspace
  readonly role: Role
  /** Why the workspace needs this owner. Null if the person may leave. */
  readonly hold: LeaveHold | null
  readonly say: InvitationWords['leave']
}

export function LeaveView({ workspace, role, hold, say }: LeaveFacts) {
  const { links } = useWords()
  const at = <WorkspaceAt of={workspace} />
  return (
    <>
      <h1>{say.question({ workspace: <bdi>{workspace.name}</bdi> })}</h1>
      {hold ? <Alert>{say.holds[hold]}</Alert> : <p>{say.consequence({ workspace: at })}</p>}
      {hold === null && administers(role) ? <p>{say.tokens}</p> : null}
      {hold ? (
        <p class="row">
          <a class="button" href={settingsPath(workspace.slug, 'members')}>
            {say.toMembers}
          </a>
          <a class="button second" href="/workspaces">
            {links.yourWorkspaces}
          </a>
        </p>
      ) : (
        <Form action={`/workspaces/${workspace.slug}/leave`} class="row">
          <button type="submit" class="danger">
            {say.submit}
          </button>
          <a class="button second" href="/workspaces">
            {say.stay}
          </a>
        </Form>
      )}
    </>
  )
}
