// The question before a member leaves a workspace.

import { describe, expect, it } from 'vitest'
import { LeaveView } from '../../../src/portal/pages/leave-view.tsx'
import { invitations } from '../../../src/words/en/invitations.ts'
import { draw } from '../../support/view.ts'
import { ACME } from '../settings/facts.ts'

const { leave: say } = invitations
const see = (more: Partial<Parameters<typeof LeaveView>[0]> = {}) =>
  draw(<LeaveView {...{ workspace: ACME, role: 'member', hold: null, say, ...more }} />)

describe('the question', () => {
  it('names the workspace and its host, and leads back', async () => {
    const { text, forms, links } = await see()
    expect(text).toContain(ACME.hosts[0])
    expect(forms).toEqual([{ action: `/workspaces/${ACME.slug}/leave`, fields: {} }])
    expect(links).toEqual(['/workspaces'])
    expect(text).not.toContain(say.tokens)
  })

  it('says to an admin what becomes of their tokens', async () => {
    expect((await see({ role: 'admin' })).text).toContain(say.tokens)
  })

  it.each(['last-owner', 'last-enrolled-owner'] as const)('is not asked of the %s', async (hold) => {
    const { alerts, forms, links } = await see({ role: 'owner', hold })
    expect(alerts).toEqual([say.holds[hold]])
    expect(forms).toEqual([])
    expect(links[0]).toBe(`/workspaces/${ACME.slug}/settings/members`)
  })
})
