// Who invites: an admin on a page, or a token.

import type { Language } from '../../core/language.ts'
import type { Actor } from '../administration/actor.ts'

export interface Inviter extends Actor {
  /**
   * The account that answers for the invitation: the admin's, or that of the token's maker. The invitation works only
   * while this account may invite. Null for the operator's tokens.
   */
  readonly personId: string | null
  /** The language of the mail to an address without an account. */
  readonly language: Language
}
