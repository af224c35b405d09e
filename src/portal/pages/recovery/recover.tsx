// Answers the page of a recovery's link: sets up a new app or passkey in a login, and ends the old factors.

import type { ConfirmRefusal } from '../../../flows/own-account/enrol.ts'
import { SHOWN_SECONDS } from '../../../flows/own-account/shown-codes.ts'
import { offeredSecret, recoverWithApp } from '../../../flows/recovery/recover-with-app.ts'
import {
  offerRecoveryPasskey,
  type RecoverPasskeyRefusal,
  recoverWithPasskey,
} from '../../../flows/recovery/recover-with-passkey.ts'
import {
  findRedeemable,
  type Recovered,
  type Redeemable,
  type RedeemRefusal,
} from '../../../flows/recovery/redeem.ts'
import { SHOWN_CODES_COOKIE, setCookie } from '../../../http/cookies.ts'
import { log } from '../../../log.ts'
import { keepSession, type PortalContext, portalUrl } from '../../frame/context.ts'
import { seeDone } from '../../frame/done.ts'
import { page } from '../../frame/layout.tsx'
import { leadScript, refuseScript } from '../../frame/script-answer.ts'
import { typedCode } from '../../parts/code-field.tsx'
import { PasskeyScript } from '../../parts/passkey-form.tsx'
import { sentenceOf } from '../../parts/passkey-refusal.ts'
import { RECOVERY_CODES_PATH } from '../account/recovery-codes-view.tsx'
import { problemPage } from '../problem.tsx'
import { loginIn } from '../verify-steps.ts'
import { RecoverView, RefusedView } from './recover-view.tsx'
import { LOST, RECOVER } from './recovery-paths.ts'

/** The address of the page that the request or its form belongs to. */
const hereOf = (c: PortalContext): string => `${RECOVER}/${c.req.param('token') ?? ''}`

const find = (c: PortalContext): Promise<Redeemable | RedeemRefusal> =>
  findRedeemable(c.var.edge, c.req.param('token') ?? '', loginIn(c))

export async function recoverPage(c: PortalContext): Promise<Response> {
  const found = await find(c)
  return typeof found === 'string' ? refusedPage(c, found) : setUpPage(c, found, {})
}

export async function confirmApp(c: PortalContext): Promise<Response> {
  const { edge, form, session } = c.var
  const found = await find(c)
  if (typeof found === 'string') return refusedPage(c, found)
  const recovered = await recoverWithApp(edge, found, form.get('code') ?? '', session)
  if (recovered.ok) return goOn(c, recovered.value)
  const { error } = recovered
  log('info', { event: 'recovery.refused', reason: error.reason, accountId: found.recovery.accountId })
  return error.reason === 'gone' ? recoverPage(c) : setUpPage(c, found, { code: error })
}

export async function giveOptions(c: PortalContext): Promise<Response> {
  const found = await find(c)
  if (typeof found === 'string') return leadScript(c, 'sign-in', portalUrl(c, hereOf(c)))
  const offered = await offerRecoveryPasskey(c.var.edge, found)
  return offered.ok ? c.json(offered.value) : refuseScript(c, offered.error)
}

export async function addNewPasskey(c: PortalContext): Promise<Response> {
  const { edge, form, session } = c.var
  const found = await find(c)
  if (typeof found === 'string') return refusedPage(c, found)
  const recovered = await recoverWithPasskey(edge, found, form.get('credential') ?? '', session)
  if (recovered.ok) return goOn(c, recovered.value)
  const { error } = recovered
  log('info', { event: 'recovery.refused', reason: error.reason, accountId: found.recovery.accountId })
  return refusePasskey(c, found, error)
}

function refusePasskey(
  c: PortalContext,
  found: Redeemable,
  error: RecoverPasskeyRefusal,
): Response | Promise<Response> {
  switch (error.reason) {
    case 'gone':
      return recoverPage(c)
    case 'too-many-changes':
      return problemPage(c, error)
    default:
      return setUpPage(c, found, { passkey: error.reason })
  }
}

/** Leads to the new recovery codes, which are shown once. */
function goOn(c: PortalContext, recovered: Recovered): Response {
  keepSession(c, recovered)
  const shown = setCookie(SHOWN_CODES_COOKIE, recovered.shownCodes, SHOWN_SECONDS)
  c.header('set-cookie', shown, { append: true })
  return seeDone(c, RECOVERY_CODES_PATH, 'enrolled')
}

interface Refused {
  readonly code?: ConfirmRefusal
  readonly passkey?: Parameters<typeof sentenceOf>[1]
}

async function setUpPage(c: PortalContext, found: Redeemable, refused: Refused): Promise<Response> {
  const { edge, words } = c.var
  const [say, passkeys, secret] = await Promise.all([
    words.loadRecovery(),
    words.loadPasskeys(),
    offeredSecret(edge, found),
  ])
  const isRefused = refused.code !== undefined || refused.passkey !== undefined
  return page(
    c,
    { title: say.title, status: isRefused ? 422 : 200, script: <PasskeyScript say={passkeys} /> },
    <RecoverView
      {...{ say, passkeys, secret }}
      action={hereOf(c)}
      email={found.recovery.email}
      refusal={refused.code ?? null}
      passkeyRefusal={refused.passkey ? sentenceOf(passkeys, refused.passkey) : null}
      typed={typedCode(c)}
    />,
  )
}

async function refusedPage(c: PortalContext, refusal: RedeemRefusal): Promise<Response> {
  const { words } = c.var
  const say = await words.loadRecovery()
  const [title, text] = {
    'dead-link': [say.deadTitle, say.deadText] as const,
    'first-factor': [say.firstTitle, say.firstText] as const,
    'other-way': [say.otherTitle, say.otherText] as const,
  }[refusal]
  // Somebody who read the mail too late gets another link on that page.
  const href = portalUrl(c, '/sign-in', { return_to: refusal === 'dead-link' ? LOST : hereOf(c) })
  return page(
    c,
    { title, status: refusal === 'dead-link' ? 410 : refusal === 'other-way' ? 403 : 200 },
    <RefusedView {...{ title, text, href }} />,
  )
}
