// Answers the requests of /account/security/passkeys. The script of the page asks for options, and posts the new
// passkey with the page's form.

import { MOST_PASSKEY_NAME, MOST_PASSKEYS } from '../../../core/passkey.ts'
import { parsePasskeyName } from '../../../core/passkey-name.ts'
import { acceptedPasskeys } from '../../../flows/own-account/accepted-passkeys.ts'
import {
  type AddedPasskey,
  type AddPasskeyRefusal,
  addPasskey,
  offerPasskey,
} from '../../../flows/own-account/add-passkey.ts'
import {
  listPasskeys,
  type RemovalRefusal,
  removePasskey,
  renamePasskey,
} from '../../../flows/own-account/passkeys.ts'
import { requiringAnyFactor, viewSecurity } from '../../../flows/own-account/security.ts'
import { SHOWN_SECONDS } from '../../../flows/own-account/shown-codes.ts'
import { SESSION_COOKIE, SHOWN_CODES_COOKIE, setCookie } from '../../../http/cookies.ts'
import type { PasskeyWords } from '../../../words/words.ts'
import { type PortalContext, portalUrl, seeOther } from '../../frame/context.ts'
import { seeDone, takeDone } from '../../frame/done.ts'
import { sessionOf } from '../../frame/guards.ts'
import { page } from '../../frame/layout.tsx'
import { seeProof, wayToProof } from '../../frame/missing-proof.ts'
import { askedReturnTo, leadsAway, pageOfForm, siteLedTo, withReturnTo } from '../../frame/return.ts'
import { leadScript, refuseScript, tellScript } from '../../frame/script-answer.ts'
import { WayTo } from '../../parts/door.tsx'
import { PasskeyScript } from '../../parts/passkey-form.tsx'
import { sentenceOf } from '../../parts/passkey-refusal.ts'
import { problemPage } from '../problem.tsx'
import { AUTHENTICATOR } from './authenticator-path.ts'
import { otherWayToEnrolPage } from './other-way-to-enrol.tsx'
import { PASSKEYS } from './passkeys-path.ts'
import { PasskeysView, type RefusedName, RemovePasskeyView } from './passkeys-view.tsx'
import { RECOVERY_CODES_PATH } from './recovery-codes-view.tsx'

export async function giveOptions(c: PortalContext): Promise<Response> {
  const offered = await offerPasskey(c.var.edge, sessionOf(c))
  if (offered.ok) return c.json(offered.value)
  return refuseOptions(c, offered.error)
}

export async function addNew(c: PortalContext): Promise<Response> {
  const { edge, form } = c.var
  const typed = form.get('name')
  const name = typed === null ? null : parsePasskeyName(typed)
  if (typed !== null && name === null) return listPage(c, { status: 422, refusal: badName })
  const added = await addPasskey(edge, sessionOf(c), { credential: form.get('credential') ?? '', name })
  return added.ok ? goOn(c, added.value) : refuseNew(c, added.error)
}

const badName = ({ refusals }: PasskeyWords): string => refusals.badName(MOST_PASSKEY_NAME)

/**
 * Redirects after a passkey is added. The first factor leads to the recovery codes. Otherwise a person who
 * was on the way to a workspace continues there.
 */
function goOn(c: PortalContext, { cookie, shownCodes }: AddedPasskey): Response {
  keepCookie(c, cookie)
  if (shownCodes !== null) {
    c.header('set-cookie', setCookie(SHOWN_CODES_COOKIE, shownCodes, SHOWN_SECONDS), { append: true })
    return seeDone(c, withReturnTo(c, RECOVERY_CODES_PATH), 'enrolled')
  }
  const returnTo = askedReturnTo(c)
  return returnTo ? seeOther(c, portalUrl(c, returnTo)) : seeDone(c, PASSKEYS, 'added')
}

function refuseNew(c: PortalContext, error: AddPasskeyRefusal): Response | Promise<Response> {
  switch (error.reason) {
    case 'other-way':
      return otherWayToEnrolPage(c, error.ways, withReturnTo(c, PASSKEYS))
    case 'missing-proof':
      return seeProof(c, error.missing, withReturnTo(c, PASSKEYS))
    case 'too-many-changes':
      return problemPage(c, error)
    case 'ended':
      return seeOther(c, portalUrl(c, withReturnTo(c, PASSKEYS)))
    case 'too-many-passkeys':
      return listPage(c, { status: 409, refusal: tooMany })
    default:
      return listPage(c, { status: 422, refusal: (say) => sentenceOf(say, error.reason) })
  }
}

const tooMany = (say: PasskeyWords): string => say.tooMany(MOST_PASSKEYS)

/** Refuses to give options. The page that the script runs on stays open, or leads to the missing step. */
async function refuseOptions(c: PortalContext, error: AddPasskeyRefusal): Promise<Response> {
  const here = pageOfForm(c)
  switch (error.reason) {
    case 'missing-proof':
      return leadScript(c, error.missing, wayToProof(c, error.missing, here))
    case 'too-many-changes':
      return refuseScript(c, error)
    // The page explains both.
    case 'other-way':
    case 'ended':
      return leadScript(c, 'sign-in', portalUrl(c, error.reason === 'other-way' ? AUTHENTICATOR : here))
    default: {
      const detail = tooMany(await c.var.words.loadPasskeys())
      return tellScript({ status: 409, reason: error.reason, title: detail, detail })
    }
  }
}

export async function rename(c: PortalContext, id: string): Promise<Response> {
  const typed = c.var.form.get('name') ?? ''
  const name = parsePasskeyName(typed)
  if (name === null) return listPage(c, { status: 422, refusedName: { id, typed } })
  const renamed = await renamePasskey(c.var.edge, sessionOf(c), id, name)
  return renamed.ok ? seeDone(c, withReturnTo(c, PASSKEYS), 'renamed') : refuseChange(c, renamed.error)
}

function refuseChange(c: PortalContext, error: RemovalRefusal): Response | Promise<Response> {
  switch (error.reason) {
    case 'required':
    case 'unknown':
      return seeDone(c, withReturnTo(c, PASSKEYS), error.reason)
    case 'missing-proof':
      return seeProof(c, error.missing, withReturnTo(c, PASSKEYS))
    case 'too-many-changes':
      return problemPage(c, error)
  }
}

export async function askToRemove(c: PortalContext, id: string): Promise<Response> {
  const { edge, words } = c.var
  const session = sessionOf(c)
  const [own, security, say] = await Promise.all([
    listPasskeys(edge, session),
    viewSecurity(edge, session, null),
    words.loadPasskeys(),
  ])
  const passkey = own.find((each) => each.id === id)
  if (!passkey) return seeDone(c, withReturnTo(c, PASSKEYS), 'unknown')
  return page(
    c,
    { title: say.removeTitle, current: 'security', leadsAway: leadsAway(askedReturnTo(c)) },
    <RemovePasskeyView
      {...{ say, passkey }}
      isLastPasskey={own.length === 1}
      isLastFactor={own.length === 1 && security.factor?.since === null}
      requiring={requiringAnyFactor(security)}
      returnTo={askedReturnTo(c)}
    />,
  )
}

export async function remove(c: PortalContext, id: string): Promise<Response> {
  const removed = await removePasskey(c.var.edge, sessionOf(c), id)
  if (!removed.ok) return refuseChange(c, removed.error)
  keepCookie(c, removed.value.cookie)
  if (removed.value.wasLast) return seeDone(c, '/account/security', 'disabled')
  return seeDone(c, withReturnTo(c, PASSKEYS), 'removed')
}

interface Shown {
  readonly status?: 200 | 409 | 422
  readonly refusal?: (say: PasskeyWords) => string
  readonly refusedName?: RefusedName
}

export async function listPage(
  c: PortalContext,
  { status = 200, refusal, refusedName }: Shown = {},
): Promise<Response> {
  const session = sessionOf(c)
  const done = takeDone(c)
  const [own, accepted, say, site] = await Promise.all([
    listPasskeys(c.var.edge, session),
    done === null ? null : acceptedPasskeys(c.var.edge, session),
    c.var.words.loadPasskeys(),
    siteLedTo(c, askedReturnTo(c)),
  ])
  return page(
    c,
    {
      title: say.title,
      status,
      current: 'security',
      leadsAway: leadsAway(askedReturnTo(c)),
      accent: site?.accent,
      script: <PasskeyScript say={say} />,
    },
    <PasskeysView
      {...{ say, accepted, passkeys: own, done: done ?? '' }}
      refusal={refusal ? refusal(say) : null}
      refusedName={refusedName ?? null}
      isEnrolled={session.isEnrolled}
      returnTo={askedReturnTo(c)}
    >
      {site ? <WayTo site={site} /> : null}
      {site ? <p>{say.toContinue({ workspace: <bdi>{site.name}</bdi> })}</p> : null}
    </PasskeysView>,
  )
}

const keepCookie = (c: PortalContext, cookie: string) =>
  c.header('set-cookie', setCookie(SESSION_COOKIE, cookie, c.var.edge.config.sessionSeconds), {
    append: true,
  })
