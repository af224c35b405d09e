// /account/security/authenticator/disable: turns off the person's own second factor, after a question.

import { Hono } from 'hono'
import { disableSecondFactor, isPasswordLeft } from '../../../flows/own-account/disable.ts'
import { missingForOwnChange } from '../../../flows/session/missing-proof.ts'
import { SESSION_COOKIE, setCookie } from '../../../http/cookies.ts'
import { type PortalEnv, portalUrl, seeOther } from '../../frame/context.ts'
import { seeDone } from '../../frame/done.ts'
import { Form } from '../../frame/form.tsx'
import { sessionOf } from '../../frame/guards.ts'
import { page, Unbroken } from '../../frame/layout.tsx'
import { seeProof } from '../../frame/missing-proof.ts'
import { useWords } from '../../frame/words.ts'
import { problemPage } from '../problem.tsx'

export const turnOff = new Hono<PortalEnv>()

const PATH = '/account/security/authenticator/disable'
const BACK = '/account/security'

turnOff.use(PATH, async (c, next) => {
  const session = sessionOf(c)
  if (!session.isEnrolled) return seeOther(c, portalUrl(c, BACK))
  const missing = missingForOwnChange(session, c.var.edge.now)
  return missing === null ? next() : seeProof(c, missing, PATH)
})

turnOff.get(PATH, async (c) => {
  const hasPassword = await isPasswordLeft(c.var.edge, sessionOf(c))
  const title = c.var.words.authenticator.disableTitle
  return page(c, { title, current: 'security' }, <TurnOffView hasPassword={hasPassword} />)
})

turnOff.post(PATH, async (c) => {
  const { edge } = c.var
  const disabled = await disableSecondFactor(edge, sessionOf(c))
  if (!disabled.ok && disabled.error.reason === 'too-many-changes') return problemPage(c, disabled.error)
  // Refused if a workspace requires a second factor. The Security tab names the workspace.
  if (!disabled.ok) return seeOther(c, portalUrl(c, BACK))
  const { cookie } = disabled.value
  c.header('set-cookie', setCookie(SESSION_COOKIE, cookie, edge.config.sessionSeconds), { append: true })
  return seeDone(c, BACK, 'disabled')
})

export function TurnOffView({ hasPassword }: { hasPassword: boolean }) {
  const { authenticator: say } = useWords()
  return (
    <>
      <h1>
        <Unbroken text={say.disableQuestion} />
      </h1>
      <p>{hasPassword ? say.leftWithPassword : say.leftWithoutPassword}</p>
      <p>{say.disableConsequence}</p>
      <Form action={PATH} class="row">
        <button type="submit" class="danger">
          {say.disable}
        </button>
        <a class="button" href={BACK}>
          {say.keepOn}
        </a>
      </Form>
    </>
  )
}
