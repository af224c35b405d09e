// /account/security/authenticator/remove: removes the authenticator app of an account that has a passkey, after
// a question.

import { Hono } from 'hono'
import { removeApp } from '../../../flows/own-account/passkeys.ts'
import { viewSecurity } from '../../../flows/own-account/security.ts'
import { missingForOwnChange } from '../../../flows/session/missing-proof.ts'
import { SESSION_COOKIE, setCookie } from '../../../http/cookies.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../../frame/context.ts'
import { seeDone } from '../../frame/done.ts'
import { Form } from '../../frame/form.tsx'
import { sessionOf } from '../../frame/guards.ts'
import { page } from '../../frame/layout.tsx'
import { seeProof } from '../../frame/missing-proof.ts'
import { useWords } from '../../frame/words.ts'
import { problemPage } from '../problem.tsx'
import { REMOVE_APP } from './authenticator-path.ts'

export const appRemoval = new Hono<PortalEnv>()

const BACK = '/account/security'

appRemoval.use(REMOVE_APP, async (c, next) => {
  const missing = missingForOwnChange(sessionOf(c), c.var.edge.now)
  return missing === null ? next() : seeProof(c, missing, REMOVE_APP)
})

appRemoval.get(REMOVE_APP, async (c) => {
  const { factor, passkeys } = await viewSecurity(c.var.edge, sessionOf(c), null)
  const isRemovable = factor !== null && factor.since !== null && passkeys.some(({ isHere }) => isHere)
  if (!isRemovable) return seeSecurity(c)
  const title = c.var.words.authenticator.removeTitle
  return page(c, { title, current: 'security' }, <RemoveAppView />)
})

const seeSecurity = (c: PortalContext) => seeOther(c, portalUrl(c, BACK))

appRemoval.post(REMOVE_APP, async (c) => {
  const { edge } = c.var
  const removed = await removeApp(edge, sessionOf(c))
  if (removed.ok) {
    const { cookie } = removed.value
    c.header('set-cookie', setCookie(SESSION_COOKIE, cookie, edge.config.sessionSeconds), { append: true })
    return seeDone(c, BACK, 'app-removed')
  }
  const { error } = removed
  switch (error.reason) {
    case 'missing-proof':
      return seeProof(c, error.missing, REMOVE_APP)
    case 'too-many-changes':
      return problemPage(c, error)
    // The passkey that would stay was removed meanwhile. The Security tab shows what is left.
    case 'required':
    case 'unknown':
      return seeSecurity(c)
  }
})

export function RemoveAppView() {
  const { authenticator: say } = useWords()
  return (
    <>
      <h1>{say.removeQuestion}</h1>
      <p>{say.removeConsequence}</p>
      <Form action={REMOVE_APP} class="row">
        <button type="submit" class="danger wide-on-phone">
          {say.remove}
        </button>
        <a class="button wide-on-phone" href={BACK}>
          {say.keepApp}
        </a>
      </Form>
    </>
  )
}
