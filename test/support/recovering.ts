// Recoveries as flows see them: mails with links, logins, and what is left afterwards.

import { requireEmail } from '../../src/core/email.ts'
import { hotp, stepAt } from '../../src/core/totp.ts'
import { digest } from '../../src/crypto/digest.ts'
import { findAccount } from '../../src/flows/administration/accounts.ts'
import { type Edge, lifetimeOf } from '../../src/flows/edge/edge.ts'
import type { Admin } from '../../src/flows/recovery/ask.ts'
import { offeredSecret, recoverWithApp } from '../../src/flows/recovery/recover-with-app.ts'
import { findRedeemable } from '../../src/flows/recovery/redeem.ts'
import { isFreshAdmin } from '../../src/store/authority.ts'
import { startLogin } from '../../src/store/logins.ts'
import type { ProvedFirstFactor } from '../../src/store/sessions.ts'
import { settleDeferred } from './deferred.ts'
import { mailingAt } from './enforcement.ts'
import {
  addAccount,
  addMember,
  addSession,
  addWorkspace,
  BY_PASSWORD,
  digestOf,
  enrol,
  IN_EFFECT,
  NOW,
  rows,
  setPolicy,
} from './rows.ts'

export const LOGIN = 'the cookie of the login'

/** An edge that keeps its mails. */
export class MailedEdge {
  readonly mails: EmailMessageBuilder[] = []
  edge!: Edge

  static async at(now: number): Promise<MailedEdge> {
    const mailed = new MailedEdge()
    mailed.edge = await mailingAt(now, (mail) => void mailed.mails.push(mail))
    return mailed
  }

  later(seconds: number): Edge {
    return { ...this.edge, now: this.edge.now + seconds }
  }

  /** Returns the token of the newest link to this page, once the mails are sent. */
  async token(page: 'recover' | 'stop-recovery'): Promise<string> {
    await settleDeferred()
    for (const { text = '' } of [...this.mails].reverse()) {
      const [, token] = new RegExp(`/${page}/(spl_[\\w-]+)`).exec(text) ?? []
      if (token) return token
    }
    throw new Error(`no link to /${page}`)
  }
}

/** Makes a workspace that enforces, with a member who has an account, and admins who have a session of a fresh proof. */
export async function addAdministered(
  workspaceId: string,
  memberId: string,
  adminIds: readonly string[],
): Promise<void> {
  await addWorkspace(workspaceId)
  await addMember(workspaceId, memberId, 'member')
  for (const id of adminIds) {
    await addAccount(id)
    await enrol(id)
    await addMember(workspaceId, id, 'admin')
    await addSession(id, id, { mfaTime: NOW })
  }
  await setPolicy(workspaceId, IN_EFFECT)
}

/** An admin with a session of a fresh second factor, as the pages know them. */
export const adminAt = (edge: Edge, id: string, workspaceId = 'acme'): Admin => ({
  name: `${id}@acme.example`,
  accountId: id,
  workspaceId,
  isStill: isFreshAdmin({ token: digestOf(id), workspaceId, role: 'admin' }, lifetimeOf(edge)),
})

/** Starts a login of an enrolled account. */
export async function begin(
  { db, ring, now }: Edge,
  accountId: string,
  { cookie = LOGIN, factor = BY_PASSWORD }: { cookie?: string; factor?: ProvedFirstFactor } = {},
): Promise<string> {
  const tokenDigest = await digest(ring, 'login', cookie)
  await startLogin(db, { tokenDigest, accountId, factor }, now, digestOf('no session')).run()
  return cookie
}

export async function accountOf(edge: Edge, id: string) {
  const account = await findAccount(edge, requireEmail(`${id}@acme.example`))
  if (!account) throw new Error(`no account ${id}`)
  return account
}

export async function redeemableAt(edge: Edge, token: string, cookie: string | null = LOGIN) {
  const found = await findRedeemable(edge, token, cookie)
  if (typeof found === 'string') throw new Error(found)
  return found
}

/** Sets up a new app with the link. */
export async function recoverAt(edge: Edge, token: string, cookie = LOGIN) {
  const found = await redeemableAt(edge, token, cookie)
  const code = await hotp(await offeredSecret(edge, found), stepAt(edge.now))
  return recoverWithApp(edge, found, code, null)
}

export const actions = async (scope: string): Promise<string[]> =>
  (await rows<{ action: string }>('SELECT action FROM audit WHERE scope = ? ORDER BY id', scope)).map(
    ({ action }) => action,
  )
