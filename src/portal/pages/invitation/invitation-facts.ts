// What the page of an invitation shows.

import type { Invited, MissingForInvitation } from '../../../flows/invitations/accept.ts'
import type { MakeAccountRefusal, WaysToAccount } from '../../../flows/invitations/make-account.ts'
import type { InvitationWords } from '../../../words/words.ts'

/** What was typed into the form that makes an account, and why it was refused. */
export interface AccountForm {
  readonly name: string
  readonly refusal: MakeAccountRefusal | { readonly reason: 'not-repeated' } | null
}

export interface InvitationFacts {
  readonly invited: Invited
  /** The address of this page. */
  readonly here: string
  readonly missing: MissingForInvitation
  /** The address that is signed in, if the invitation is for another one. */
  readonly signedInAs: string | null
  readonly ways: WaysToAccount
  readonly form: AccountForm
  readonly say: InvitationWords['invitation']
}
