// /account/security/password: changing one's own. What was typed is in no answer: after a refusal both fields are empty.

import { Hono } from 'hono'
import { type ChangeRefusal, changePassword } from '../../flows/change-password.ts'
import { missingProofFor } from '../../flows/enrol.ts'
import { usesPassword } from '../../flows/password.ts'
import { KNOWN_BROWSER_COOKIE, readCookie, SESSION_COOKIE, setCookie } from '../../http/cookies.ts'
import { log } from '../../log.ts'
import { type PortalContext, type PortalEnv, portalUrl, seeOther } from '../context.ts'
import { csrfToken } from '../csrf.ts'
import { sessionOf } from '../guards.ts'
import { Alert, Countdown, FormFields, page, Time } from '../layout.tsx'
import { useWords } from '../words.ts'

export const password = new Hono<PortalEnv>()

const PATH = '/account/security/password'

password.use(PATH, async (c, next) => {
  const session = sessionOf(c)
  const { edge } = c.var
  if (!(await usesPassword(edge, session.accountId))) return seeOther(c, portalUrl(c, '/account/security'))
  // The first factor, where that is all there is, is asked for by the form itself.
  if (missingProofFor(session, edge.now) !== 'second-factor') return next()
  return seeOther(c, portalUrl(c, '/sign-in/verify', { return_to: PATH }))
})

password.get(PATH, (c) => passwordPage(c, null))

password.post(PATH, async (c) => {
  const { edge, form } = c.var
  const session = sessionOf(c)
  const typed = { current: form.get('current_password') ?? '', next: form.get('new_password') ?? '' }
  const known = readCookie(c.req.raw.headers, KNOWN_BROWSER_COOKIE)
  const changed = await changePassword(edge, session, typed, known)
  if (!changed.ok) {
    const { reason } = changed.error
    log('info', { event: 'password.refused', reason, accountId: session.accountId })
    return passwordPage(c, changed.error)
  }
  const { cookie } = changed.value
  c.header('set-cookie', setCookie(SESSION_COOKIE, cookie, edge.config.sessionSeconds), { append: true })
  return seeOther(c, portalUrl(c, '/account/security', { done: 'password' }))
})

const STATUS = { 'new-unusable': 422, unchanged: 422, wrong: 422, overtaken: 409 } as const

async function passwordPage(c: PortalContext, refusal: ChangeRefusal | null): Promise<Response> {
  const { edge, browser, words } = c.var
  const { password: say, layout } = words
  const session = sessionOf(c)
  const csrf = await csrfToken(edge, browser, { sessionId: session.id })
  const isAboutNew = refusal?.reason === 'new-unusable' || refusal?.reason === 'unchanged'
  const aboutCurrent = isAboutNew ? null : refusal
  const aboutNew = isAboutNew ? refusal : null
  return page(
    c,
    {
      title: say.title,
      ...(refusal?.reason === 'throttled' ? { retryAt: refusal.until } : {}),
      ...(refusal && refusal.reason !== 'throttled' ? { status: STATUS[refusal.reason] } : {}),
      current: 'security',
    },
    <>
      <h1>{say.title}</h1>
      <p>{say.consequence}</p>
      <form method="post" action={PATH} class="stack">
        <FormFields csrf={csrf} />
        {/* For password managers, which would otherwise guess whose passwords these are. */}
        <input name="username" type="text" value={session.email} autocomplete="username" readonly hidden />
        <Field
          name="current_password"
          label={say.current}
          autocomplete="current-password"
          refusal={aboutCurrent}
          now={edge.now}
          hasFocus={!isAboutNew}
        />
        <Field
          name="new_password"
          label={say.new}
          autocomplete="new-password"
          refusal={aboutNew}
          now={edge.now}
          hasFocus={isAboutNew}
          hint={say.hint}
        />
        <button type="submit">{say.submit}</button>
      </form>
      <p>
        <a href="/account/security">{layout.notNow}</a>
      </p>
    </>,
  )
}

interface FieldProps {
  readonly name: string
  readonly label: string
  readonly autocomplete: 'current-password' | 'new-password'
  readonly refusal: ChangeRefusal | null
  readonly now: number
  readonly hasFocus: boolean
  readonly hint?: string
}

function Field({ name, label, autocomplete, refusal, now, hasFocus, hint }: FieldProps) {
  const described = [refusal ? `${name}-problem` : null, hint ? `${name}-hint` : null].filter(Boolean)
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint ? (
        <p class="quiet" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {refusal ? (
        <Alert>
          <span id={`${name}-problem`}>
            <Reason refusal={refusal} now={now} />
          </span>
        </Alert>
      ) : null}
      <input
        id={name}
        name={name}
        type="password"
        autocomplete={autocomplete}
        required
        autofocus={hasFocus}
        aria-describedby={described.join(' ') || undefined}
        aria-invalid={refusal ? 'true' : undefined}
      />
    </div>
  )
}

function Reason({ refusal, now }: { refusal: ChangeRefusal; now: number }) {
  const { password: say, layout } = useWords()
  switch (refusal.reason) {
    case 'new-unusable':
      return <>{say.problems[refusal.problem]}</>
    case 'unchanged':
      return <>{say.unchanged}</>
    case 'wrong':
      return <>{say.wrong}</>
    case 'overtaken':
      return <>{say.overtaken}</>
    case 'throttled':
      return (
        <>
          {layout.tooManyAttempts({
            at: <Time at={refusal.until} />,
            span: <Countdown until={refusal.until} now={now} />,
          })}
        </>
      )
  }
}
