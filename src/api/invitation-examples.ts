// One example of each shape of an invitation, for the description.

const invitation = {
  ...{
    id: 'h2Qx8VtRz0mWk5LcYb7NqA',
    email: 'cy@acme.example',
    role: 'member' as const,
    state: 'open' as const,
  },
  created_at: '2026-11-14T10:00:00Z',
  expires_at: '2026-11-21T10:00:00Z',
  last_sent_at: '2026-11-14T10:00:00Z',
}

export const EXAMPLES = {
  invitationBody: { email: 'cy@acme.example', role: 'member' as const },
  invitation,
  invitations: { invitations: [invitation], next_cursor: null },
}
