// Examples of recoveries, for the description.

export const RECOVERY_EXAMPLES = {
  recovery: {
    id: 'q8Rk2vTn5wYb0cXe7mLz1A',
    email: 'ada@acme.example',
    state: 'agreed' as const,
    path: 'operator' as const,
    asked_at: '2026-11-30T10:00:00Z',
  },
  recoveries: {
    recoveries: [
      {
        ...{ id: 'q8Rk2vTn5wYb0cXe7mLz1A', email: 'bo@acme.example', state: 'waiting' as const },
        ...{ path: 'admins' as const, asked_at: '2026-11-30T10:00:00Z' },
        approvals: [{ by: 'ada@acme.example', reason: 'Called Bo', approved_at: '2026-11-30T10:20:00Z' }],
      },
    ],
  },
}
