import { type Part, say } from '../sentence.ts'

/** Invitations to a workspace, and leaving one. Loaded with the first page that shows them. */
export const invitations = {
  leave: {
    titleOf: (workspace: string) => `Leave ${workspace}`,
    question: ({ workspace }: { workspace: Part }) => say`Leave ${workspace}?`,
    holds: {
      'last-owner': 'You’re the only owner of this workspace. Make another member an owner first.',
      'last-enrolled-owner':
        'This workspace requires two-factor authentication, and you’re the only owner who has enrolled. Make another enrolled member an owner first.',
    },
    consequence: ({ workspace }: { workspace: Part }) =>
      say`You’ll lose access to ${workspace} within minutes. You keep your account. To come back, you need an admin to invite or add you again.`,
    /** To an owner or admin. */
    tokens: 'API tokens and service tokens that you created stop working at once.',
    toMembers: 'See the members',
    submit: 'Leave',
    stay: 'Stay',
  },
}
