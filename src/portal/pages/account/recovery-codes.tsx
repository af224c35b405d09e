// /account/security/recovery-codes: shows how many codes are left, makes a new set and shows it once.

import { Hono } from 'hono'
import { isSecondFactorFresh } from '../../../core/assurance.ts'
import {
  confirmRecoveryCodes,
  generateRecoveryCodes,
  viewRecoveryCodes,
} from '../../../flows/own-account/recover.ts'
import { SHOWN_SECONDS } from '../../../flows/own-account/shown-codes.ts'
import { clearCookie, readCookie, SHOWN_CODES_COOKIE, setCookie } from '../../../http/cookies.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../../frame/context.ts'
import { seeDone, takeDone } from '../../frame/done.ts'
import { sessionOf } from '../../frame/guards.ts'
import { page } from '../../frame/layout.tsx'
import { seeProof } from '../../frame/missing-proof.ts'
import { askedReturnTo, leadsAway, siteLedTo, withReturnTo } from '../../frame/return.ts'
import { WayTo } from '../../parts/door.tsx'
import { problemPage } from '../problem.tsx'
import {
  CodesLeftView,
  NewCodesView,
  RECOVERY_CODES_PATH,
  recoveryCodesFile,
} from './recovery-codes-view.tsx'

export const recoveryCodes = new Hono<PortalEnv>()

const PATH = RECOVERY_CODES_PATH

recoveryCodes.use(`${PATH}/*`, async (c, next) =>
  sessionOf(c).isEnrolled ? next() : seeOther(c, portalUrl(c, '/account/security')),
)

/**
 * Must require a second factor from the last ten minutes to make, show, download or confirm codes. Otherwise
 * another person at an open browser could read the codes, or replace the saved ones, half an hour after the
 * owner made them.
 */
const isProofFresh = (c: PortalContext): boolean => isSecondFactorFresh(sessionOf(c).proof, c.var.edge.now)

const proveAgain = (c: PortalContext) => seeProof(c, 'second-factor', withReturnTo(c, PATH))

const view = (c: PortalContext) =>
  viewRecoveryCodes(c.var.edge, sessionOf(c), readCookie(c.req.raw.headers, SHOWN_CODES_COOKIE))

recoveryCodes.get(PATH, async (c) => {
  const { left, shown } = await view(c)
  const { saveTitle, title } = c.var.words.recoveryCodes
  if (shown && !isProofFresh(c)) return proveAgain(c)
  const returnTo = askedReturnTo(c)
  const site = await siteLedTo(c, returnTo)
  const head = {
    title: shown ? saveTitle : title,
    current: 'security',
    leadsAway: leadsAway(returnTo),
    accent: site?.accent,
  } as const
  const done = takeDone(c)
  const door = site ? <WayTo site={site} /> : null
  if (shown) {
    const content = (
      <NewCodesView {...{ shown, left, returnTo }} head={headOf(c)} hasEnrolled={done === 'enrolled'}>
        {door}
      </NewCodesView>
    )
    return page(c, head, content)
  }
  const content = (
    <CodesLeftView
      left={left}
      hasUsedOne={c.req.query('used') === 'recovery_code'}
      hasReplacedApp={done === 'replaced'}
      isTooLate={done === 'too-late'}
      returnTo={returnTo}
    >
      {door}
    </CodesLeftView>
  )
  return page(c, head, content)
})

recoveryCodes.post(PATH, async (c) => {
  if (!isProofFresh(c)) return proveAgain(c)
  const generated = await generateRecoveryCodes(c.var.edge, sessionOf(c))
  if (!generated.ok) return problemPage(c, generated.error)
  c.header('set-cookie', setCookie(SHOWN_CODES_COOKIE, generated.value, SHOWN_SECONDS), { append: true })
  return seeOther(c, portalUrl(c, withReturnTo(c, PATH)))
})

recoveryCodes.post(`${PATH}/confirm`, async (c) => {
  if (!isProofFresh(c)) return proveAgain(c)
  const confirmed = await confirmRecoveryCodes(c.var.edge, sessionOf(c), c.var.form.get('set') ?? '')
  if (!confirmed.ok && confirmed.error.reason === 'too-many-changes') return problemPage(c, confirmed.error)
  c.header('set-cookie', clearCookie(SHOWN_CODES_COOKIE), { append: true })
  if (!confirmed.ok) return seeDone(c, PATH, 'too-late')
  const returnTo = askedReturnTo(c)
  return returnTo ? seeOther(c, portalUrl(c, returnTo)) : seeDone(c, '/account/security', 'codes-saved')
})

recoveryCodes.get(`${PATH}/download`, async (c) => {
  const { shown } = await view(c)
  if (!shown) return seeOther(c, portalUrl(c, PATH))
  if (!isProofFresh(c)) return proveAgain(c)
  const text = `${headOf(c)}\n\n${shown.codes.join('\n')}\n`
  return c.body(text, 200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': `attachment; filename="${recoveryCodesFile(c.var.edge.config.brand)}"`,
  })
})

/** Returns the heading of the file or printed page. It names the account and the portal of these codes. */
function headOf(c: PortalContext): string {
  const { edge, words } = c.var
  const { portalOrigin, brand } = edge.config
  const { hostname } = new URL(portalOrigin)
  const host = brand.isOwn ? `${brand.name} (${hostname})` : hostname
  const at = words.write.time(edge.now)
  return words.recoveryCodes.fileHead({ email: sessionOf(c).email, host, at })
}
